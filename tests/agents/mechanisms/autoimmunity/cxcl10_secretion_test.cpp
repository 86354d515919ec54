// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/cxcl10_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("IFN-gamma induces CXCL10 in living beta cells") {
  BetaCells beta;
  for (std::uint32_t i = 0; i < 3; ++i) add_cells(beta, 1, Site{i});
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);
  Environment levels(3);
  levels.set(Factor::ifn_gamma, 1, 0.005);
  RecordedDeposits deposits;

  Cxcl10Secretion{}({.basal_rate = 5, .induced_rate = 250, .half_saturation = 0.005}, Chunk(beta),
                    levels, deposits);

  CHECK(deposits.secreted(Factor::cxcl10, Site{0}) == approximately(5));
  CHECK(deposits.secreted(Factor::cxcl10, Site{1}) == approximately(127.5));  // halfway
  CHECK(deposits.secreted(Factor::cxcl10, Site{2}) == 0);
}
