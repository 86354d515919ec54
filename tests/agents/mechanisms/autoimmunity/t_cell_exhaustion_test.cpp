// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_exhaustion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only bound cognate effector cells tire") {
  Cd8TCells t_cells;
  add_cells(t_cells, 3);
  t_cells.cognate[0] = 1;
  t_cells.cognate[1] = 1;
  t_cells.bound_to[0] = 7;
  t_cells.cognate[2] = 1;
  t_cells.bound_to[2] = 7;
  t_cells.state[2] = static_cast<std::uint8_t>(Cd8State::exhausted);

  TCellExhaustion{}({.rate = 3e-5}, Chunk(t_cells));

  CHECK(t_cells.fate.hazard(0, Cd8Fate::exhaustion) == approximately(3e-5));
  CHECK(t_cells.fate.hazard(1, Cd8Fate::exhaustion) == 0);
  CHECK(t_cells.fate.hazard(2, Cd8Fate::exhaustion) == 0);
}
