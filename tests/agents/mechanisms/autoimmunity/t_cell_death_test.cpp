// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("every T cell may die") {
  Cd8TCells t_cells;
  add_cells(t_cells, 2);
  t_cells.state[1] = static_cast<std::uint8_t>(Cd8State::exhausted);
  TCellDeath{}({.rate = 7e-5}, Chunk(t_cells));
  CHECK(t_cells.fate.hazard(0, Cd8Fate::death) == approximately(7e-5));
  CHECK(t_cells.fate.hazard(1, Cd8Fate::death) == approximately(7e-5));
  CHECK(t_cells.fate.hazard(0, Cd8Fate::egress) == 0);

  Cd4TCells helpers;
  add_cells(helpers, 1);
  helpers.subset[0] = static_cast<std::uint8_t>(Cd4Subset::treg);
  TCellDeath{}({.rate = 7e-5}, Chunk(helpers));
  CHECK(helpers.fate.hazard(0, Cd4Fate::death) == approximately(7e-5));
}
