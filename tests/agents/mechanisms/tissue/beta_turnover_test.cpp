// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/beta_turnover.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("living beta cells turn over, dead ones do not") {
  BetaCells beta;
  add_cells(beta, 2);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);

  BetaTurnover{}({.rate = 7e-7}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::turnover) == approximately(7e-7));
  CHECK(beta.fate.hazard(1, BetaFate::turnover) == 0);
}
