// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_egress.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("free T cells and B cells leave, bound T cells stay") {
  Cd8TCells t_cells;
  add_cells(t_cells, 2);
  t_cells.bound_to[1] = 7;
  TCellEgress{}({.residence_time = 7200}, Chunk(t_cells), Now{});
  CHECK(t_cells.fate.hazard(0, Cd8Fate::egress) == approximately(1.0 / 7200));
  CHECK(t_cells.fate.hazard(1, Cd8Fate::egress) == 0);
  BCells b_cells;
  add_cells(b_cells, 1);
  TCellEgress{}({.residence_time = 7200}, Chunk(b_cells), Now{});
  CHECK(b_cells.fate.hazard(0, BCellFate::egress) == approximately(1.0 / 7200));
}
