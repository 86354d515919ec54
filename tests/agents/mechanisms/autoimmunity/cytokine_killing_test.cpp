// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/cytokine_killing.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("late damage kills living beta cells in proportion") {
  BetaCells beta;
  add_cells(beta, 3);
  beta.damage_late.set(0, 0.5);
  beta.damage_early.set(1, 1);
  beta.damage_late.set(2, 0.5);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);

  CytokineKilling{}({.rate = 7e-5}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::cytokines) == approximately(3.5e-5));
  CHECK(beta.fate.hazard(1, BetaFate::cytokines) == 0);  // damage does not kill on its first day
  CHECK(beta.fate.hazard(2, BetaFate::cytokines) == 0);
}
