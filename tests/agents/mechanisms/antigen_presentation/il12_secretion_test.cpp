// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/il12_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("IL-12 comes from mature dendritic cells, less under MSCs") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  for (std::size_t i = 0; i < 3; ++i) dendritic.site[i] = static_cast<std::uint32_t>(i);
  dendritic.maturity.set(1, 0.5);
  dendritic.maturity.set(2, 1);
  dendritic.msc_suppression.set(2, 1);
  RecordedDeposits deposits;
  Il12Secretion{}({.il12 = 8, .msc_sensitivity = 0.75}, Chunk(dendritic), deposits);
  CHECK(deposits.secreted(Factor::il12, Site{0}) == 0);
  CHECK(deposits.secreted(Factor::il12, Site{1}) == 4);
  CHECK(deposits.secreted(Factor::il12, Site{2}) == 2);
}
