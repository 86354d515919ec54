// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/clearance/necrotic_lysis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only necrotic beta cells lyse") {
  BetaCells beta;
  add_cells(beta, 3);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::necrotic);

  NecroticLysis{}({.rate = 7e-4}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::lysis) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::lysis) == 0);
  CHECK(beta.fate.hazard(2, BetaFate::lysis) == approximately(7e-4));
}
