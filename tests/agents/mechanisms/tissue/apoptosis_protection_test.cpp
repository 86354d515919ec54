// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/apoptosis_protection.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("protection lowers each route of apoptosis by its share, and nothing else") {
  BetaCells beta;
  add_cells(beta, 2);
  beta.protection.set(1, 0.5);
  for (std::size_t i : {0U, 1U})
    for (BetaFate fate :
         {BetaFate::killed, BetaFate::cytokines, BetaFate::stress, BetaFate::turnover})
      beta.fate.add(i, fate, 1e-4);

  ApoptosisProtection{}({.killing_share = 0.3, .cytokine_share = 1, .stress_share = 0.8},
                        Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::killed) == 1e-4);  // neutral without protection
  CHECK(beta.fate.hazard(0, BetaFate::cytokines) == 1e-4);
  CHECK(beta.fate.hazard(0, BetaFate::stress) == 1e-4);
  CHECK(beta.fate.hazard(1, BetaFate::killed) == approximately(0.85e-4));    // 1 − 0.3 · 0.5
  CHECK(beta.fate.hazard(1, BetaFate::cytokines) == approximately(0.5e-4));  // 1 − 0.5
  CHECK(beta.fate.hazard(1, BetaFate::stress) == approximately(0.6e-4));     // 1 − 0.8 · 0.5
  CHECK(beta.fate.hazard(1, BetaFate::turnover) == 1e-4);
}
