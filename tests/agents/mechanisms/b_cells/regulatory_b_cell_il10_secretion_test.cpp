// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/regulatory_b_cell_il10_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("regulatory B cells release IL-10, others none") {
  BCells b_cells;
  add_cells(b_cells, 4);
  for (std::size_t i = 0; i < 3; ++i) b_cells.state[i] = static_cast<std::uint8_t>(i);
  b_cells.state[3] = static_cast<std::uint8_t>(BCellState::regulatory);
  b_cells.site[2] = 5;
  b_cells.site[3] = 5;
  RecordedDeposits deposits;
  RegulatoryBCellIl10Secretion{}({.il10 = 2.5}, Chunk(b_cells), deposits);
  CHECK(deposits.secreted(Factor::il10, Site{5}) == approximately(5));
  CHECK(deposits.total(Factor::il10) == approximately(5));
}
