// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/ccl2_secretion_by_beta.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("stressed living beta cells secrete CCL2, at most at the full rate") {
  BetaCells beta;
  for (std::uint32_t i = 0; i < 4; ++i) add_cells(beta, 1, Site{i});
  beta.stress.set(1, 0.5);
  beta.stress.set(2, 3);
  beta.stress.set(3, 3);
  beta.viability[3] = static_cast<std::uint8_t>(Viability::necrotic);
  RecordedDeposits deposits;

  Ccl2SecretionByBeta{}({.rate = 100}, Chunk(beta), deposits);

  CHECK(deposits.secreted(Factor::ccl2, Site{0}) == 0);
  CHECK(deposits.secreted(Factor::ccl2, Site{1}) == approximately(50));
  CHECK(deposits.secreted(Factor::ccl2, Site{2}) == approximately(100));
  CHECK(deposits.secreted(Factor::ccl2, Site{3}) == 0);
}
