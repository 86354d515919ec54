// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/regulatory_b_cell_conversion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("naive and activated B cells become regulatory, twice as fast under MSCs") {
  BCells b_cells;
  add_cells(b_cells, 3);
  for (std::size_t i = 0; i < 3; ++i) b_cells.state[i] = static_cast<std::uint8_t>(i);
  b_cells.msc_suppression.set(1, 1);
  RegulatoryBCellConversion{}({.rate = 2e-5, .msc_sensitivity = 1}, Chunk(b_cells));
  CHECK(b_cells.fate.hazard(0, BCellFate::to_regulatory) == approximately(2e-5));
  CHECK(b_cells.fate.hazard(1, BCellFate::to_regulatory) == approximately(4e-5));
  CHECK(b_cells.fate.hazard(2, BCellFate::to_regulatory) == 0);
}
