// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_motility.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("B cells of every state walk, and forget their direction with the persistence time") {
  BCells b_cells;
  add_cells(b_cells, 3);
  b_cells.clear_moves();
  for (std::size_t i = 0; i < 3; ++i) b_cells.state[i] = static_cast<std::uint8_t>(i);
  Now now{};
  now.motility_step = 4;
  BCellMotility{}({.speed = 1.5, .persistence_time = 2}, Chunk(b_cells), now);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(b_cells.speed(i) == 1.5);
    CHECK(b_cells.turn_cosine(i) == approximately(0.135335).epsilon(1e-5));  // e^-2
  }
}
