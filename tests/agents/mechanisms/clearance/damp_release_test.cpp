// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/clearance/damp_release.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only necrotic beta cells release danger signals") {
  BetaCells beta;
  for (std::uint32_t i = 0; i < 3; ++i) add_cells(beta, 1, Site{i});
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::necrotic);
  RecordedDeposits deposits;

  DampRelease{}({.rate = 2e5}, Chunk(beta), deposits);

  CHECK(deposits.secreted(Factor::damp, Site{0}) == 0);
  CHECK(deposits.secreted(Factor::damp, Site{1}) == 0);
  CHECK(deposits.secreted(Factor::damp, Site{2}) == approximately(2e5));
}
