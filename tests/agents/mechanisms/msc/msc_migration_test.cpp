// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_migration.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("extravasated MSCs walk, arrested ones stay") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 2);
  mscs.clear_moves();
  mscs.state[1] = static_cast<std::uint8_t>(MscState::extravasated);
  const Now now{.step = 0, .time = 0, .age = 0, .motility_step = 1, .phenotype_step = 10};
  MscMigration{}({.speed = 0.5, .persistence_time = 1}, Chunk(mscs), now);
  CHECK(mscs.speed(0) == 0);
  CHECK(mscs.speed(1) == 0.5);
  CHECK(mscs.turn_cosine(1) == approximately(0.36788).epsilon(1e-4));  // e^-1
}
