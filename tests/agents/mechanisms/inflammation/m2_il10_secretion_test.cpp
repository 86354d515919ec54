// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m2_il10_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("M2 macrophages, and no others, release IL-10") {
  Macrophages macrophages;
  add_cells(macrophages, 4);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.phenotype[3] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  for (std::size_t i = 0; i < 4; ++i) macrophages.site[i] = static_cast<std::uint32_t>(i % 3);
  RecordedDeposits deposits;
  M2Il10Secretion{}({.il10 = 1.25}, Chunk(macrophages), deposits);
  const Site secreting{static_cast<std::uint32_t>(MacrophagePhenotype::m2)};
  CHECK(deposits.secreted(Factor::il10, secreting) == 1.25);
  CHECK(deposits.secreted(Factor::il10, Site{0}) == 1.25);  // the fourth cell, at site 0
  CHECK(deposits.total(Factor::il10) == 2 * 1.25);
}
