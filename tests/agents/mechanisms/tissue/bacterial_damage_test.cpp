// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/bacterial_damage.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("bacteria kill living β cells while they are there, and raise no other hazard") {
  BetaCells beta;
  add_cells(beta, 2);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  constexpr BacterialDamage::Parameters p{.rate = 1.4e-5};

  BacterialDamage{}(p, Chunk(beta), SystemicState{.infected = true});
  CHECK(beta.fate.hazard(0, BetaFate::bacteria) == 0);  // a virus is none
  BacterialDamage{}(p, Chunk(beta), SystemicState{.bacteria = true});
  CHECK(beta.fate.hazard(0, BetaFate::bacteria) == 1.4e-5);
  CHECK(beta.fate.hazard(0, BetaFate::virus) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::bacteria) == 0);
}
