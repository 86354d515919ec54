// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_departure.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only activated B cells leave for the lymph node") {
  BCells b_cells;
  add_cells(b_cells, 3);
  for (std::size_t i = 0; i < 3; ++i) b_cells.state[i] = static_cast<std::uint8_t>(i);
  BCellDeparture{}({.transit_time = 500}, Chunk(b_cells));
  CHECK(b_cells.fate.hazard(0, BCellFate::departure) == 0);
  CHECK(b_cells.fate.hazard(1, BCellFate::departure) == approximately(0.002));
  CHECK(b_cells.fate.hazard(2, BCellFate::departure) == 0);
}
