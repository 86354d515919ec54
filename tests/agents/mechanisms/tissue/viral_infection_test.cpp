// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/viral_infection.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("the virus kills living beta cells of an infected islet only") {
  BetaCells beta;
  add_cells(beta, 2);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::necrotic);
  const ViralInfection::Parameters defaults{.rate = 1.4e-5};
  SystemicState systemic;

  ViralInfection{}(defaults, Chunk(beta), systemic);
  CHECK(beta.fate.hazard(0, BetaFate::virus) == 0);

  systemic.infected = true;
  ViralInfection{}(defaults, Chunk(beta), systemic);
  CHECK(beta.fate.hazard(0, BetaFate::virus) == approximately(1.4e-5));
  CHECK(beta.fate.hazard(1, BetaFate::virus) == 0);
}
