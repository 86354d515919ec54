// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/il17_synergy.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("IL-17A enhances death by cytokines alone") {
  BetaCells beta;
  add_cells(beta, 3);
  Environment environment(3);
  environment.set(Factor::il17a, 1, 0.1);
  environment.set(Factor::il17a, 2, 1e6);
  for (std::size_t i = 0; i < 3; ++i) {
    beta.fate.add(i, BetaFate::cytokines, 1e-3);
    beta.fate.add(i, BetaFate::killed, 1e-3);
  }
  Il17Synergy{}({.greatest_enhancement = 0.8, .half_saturation = 0.1}, Chunk(beta), environment);
  CHECK(beta.fate.hazard(0, BetaFate::cytokines) == 1e-3);
  CHECK(beta.fate.hazard(1, BetaFate::cytokines) == approximately(1.4e-3));  // half of 0.8
  CHECK(beta.fate.hazard(2, BetaFate::cytokines) == approximately(1.8e-3));
  for (std::size_t i = 0; i < 3; ++i) CHECK(beta.fate.hazard(i, BetaFate::killed) == 1e-3);
}

TEST_CASE("IL-17A alone kills no β cell") {
  BetaCells beta;
  add_cells(beta, 1);
  Environment environment(1);
  environment.set(Factor::il17a, 0, 1);
  Il17Synergy{}({.greatest_enhancement = 0.8, .half_saturation = 0.1}, Chunk(beta), environment);
  CHECK(beta.fate.hazard(0, BetaFate::cytokines) == 0);
}
