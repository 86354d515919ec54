// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/macrophage_motility.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("a macrophage walks at its speed and turns by its persistence") {
  Macrophages macrophages;
  add_cells(macrophages, 1);
  macrophages.clear_moves();
  const Now now{.step = 0, .time = 0, .age = 0, .motility_step = 2, .phenotype_step = 10};
  MacrophageMotility{}({.speed = 1.5, .persistence_time = 2}, Chunk(macrophages), now);
  CHECK(macrophages.speed(0) == 1.5);
  CHECK(macrophages.turn_cosine(0) == approximately(0.36788).epsilon(1e-4));  // e^-1
}
