// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_activation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("antigen activates naive B cells, half as fast at half saturation, and no others") {
  BCells b_cells;
  add_cells(b_cells, 4);
  b_cells.antigen.set(1, 0.25);
  b_cells.antigen.set(2, 10);
  b_cells.antigen.set(3, 10);
  b_cells.state[2] = static_cast<std::uint8_t>(BCellState::activated);
  b_cells.state[3] = static_cast<std::uint8_t>(BCellState::regulatory);
  BCellActivation{}({.rate = 0.002, .half_saturation = 0.25}, Chunk(b_cells));
  CHECK(b_cells.fate.hazard(0, BCellFate::activation) == 0);
  CHECK(b_cells.fate.hazard(1, BCellFate::activation) == approximately(0.001));
  CHECK(b_cells.fate.hazard(2, BCellFate::activation) == 0);
  CHECK(b_cells.fate.hazard(3, BCellFate::activation) == 0);
}
