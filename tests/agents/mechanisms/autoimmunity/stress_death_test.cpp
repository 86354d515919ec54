// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/stress_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("stress kills around the CHOP threshold") {
  BetaCells beta;
  add_cells(beta, 4);
  beta.stress.set(1, 1);
  beta.stress.set(2, 2);
  beta.stress.set(3, 2);
  beta.viability[3] = static_cast<std::uint8_t>(Viability::necrotic);

  StressDeath{}({.rate = 7e-6, .threshold = 1, .steepness = 4}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::stress) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::stress) == approximately(3.5e-6));
  CHECK(beta.fate.hazard(2, BetaFate::stress) == approximately(7e-6 * 16 / 17));  // 2⁴ = 16
  CHECK(beta.fate.hazard(3, BetaFate::stress) == 0);
}
