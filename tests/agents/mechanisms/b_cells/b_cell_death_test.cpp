// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("B cells of every state die at the same rate") {
  BCells b_cells;
  add_cells(b_cells, 3);
  for (std::size_t i = 0; i < 3; ++i) b_cells.state[i] = static_cast<std::uint8_t>(i);
  BCellDeath{}({.rate = 1e-4}, Chunk(b_cells));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(b_cells.fate.hazard(i, BCellFate::death) == 1e-4);
    CHECK(b_cells.fate.hazard(i, BCellFate::egress) == 0);
  }
}
