// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/clearance/secondary_necrosis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only apoptotic beta cells become necrotic") {
  BetaCells beta;
  add_cells(beta, 3);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::necrotic);

  SecondaryNecrosis{}({.rate = 3.5e-4}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::secondary_necrosis) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::secondary_necrosis) == approximately(3.5e-4));
  CHECK(beta.fate.hazard(2, BetaFate::secondary_necrosis) == 0);
}
