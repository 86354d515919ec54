// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/neoantigen_formation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("neo-antigen settles at formation times lifetime times stress") {
  BetaCells beta;
  add_cells(beta, 3);
  beta.stress.set(0, 0.5);
  beta.stress.set(2, 0.5);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);

  NeoantigenFormation{}({.formation_rate = 1.0 / 1440, .lifetime = 4320}, Chunk(beta));

  CHECK(beta.neoantigen.target(0) == approximately(1.5));  // 1/day · 3 day · 0.5
  CHECK(beta.neoantigen.rate(0) == approximately(1.0 / 4320));
  CHECK(beta.neoantigen.inflow(1) == 0);  // an unstressed cell forms none
  CHECK(beta.neoantigen.rate(2) == 0);    // nor does a dead one
}
