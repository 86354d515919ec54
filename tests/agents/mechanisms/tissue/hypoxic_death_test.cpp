// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/hypoxic_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("hypoxia kills below the critical oxygen only") {
  BetaCells beta;
  add_cells(beta, 5);
  Environment levels(5);
  levels.set(Factor::oxygen, 0, 50'000);
  levels.set(Factor::oxygen, 1, 3'000);
  levels.set(Factor::oxygen, 2, 1'500);
  levels.set(Factor::oxygen, 3, 0);
  beta.viability[4] = static_cast<std::uint8_t>(Viability::necrotic);

  HypoxicDeath{}({.rate = 1e-3, .critical_level = 3'000}, Chunk(beta), levels);

  CHECK(beta.fate.hazard(0, BetaFate::hypoxia) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::hypoxia) == 0);
  CHECK(beta.fate.hazard(2, BetaFate::hypoxia) == approximately(0.8e-3));  // 1 / (1 + 1/4)
  CHECK(beta.fate.hazard(3, BetaFate::hypoxia) == approximately(1e-3));
  CHECK(beta.fate.hazard(4, BetaFate::hypoxia) == 0);
}
