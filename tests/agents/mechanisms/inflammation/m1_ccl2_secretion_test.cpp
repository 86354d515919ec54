// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m1_ccl2_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("M1 macrophages, and no others, release CCL2") {
  Macrophages macrophages;
  add_cells(macrophages, 4);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.phenotype[3] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  for (std::size_t i = 0; i < 4; ++i) macrophages.site[i] = static_cast<std::uint32_t>(i % 3);
  RecordedDeposits deposits;
  M1Ccl2Secretion{}({.ccl2 = 125}, Chunk(macrophages), deposits);
  const Site secreting{static_cast<std::uint32_t>(MacrophagePhenotype::m1)};
  CHECK(deposits.secreted(Factor::ccl2, secreting) == 125);
  CHECK(deposits.secreted(Factor::ccl2, Site{0}) == 125);  // the fourth cell, at site 0
  CHECK(deposits.total(Factor::ccl2) == 2 * 125);
}
