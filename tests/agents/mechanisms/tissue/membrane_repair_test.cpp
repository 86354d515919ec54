// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/membrane_repair.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

TEST_CASE("what is missing of the membrane comes back exponentially, and no more") {
  HandMadeMembrane islet(2, 5);
  islet.layers.basement_membrane[2] = 0;
  MembraneRepair{}({.rate = 0.01}, islet.membrane);
  islet.membrane.commit(10);
  CHECK(islet.membrane.integrity(Site{2}) == doctest::Approx(1 - std::exp(-0.1)).epsilon(1e-6));
  islet.membrane.commit(1e6);
  CHECK(islet.membrane.integrity(Site{2}) == 1);
  CHECK(islet.membrane.integrity(Site{1}) == 0);
}

TEST_CASE("with the default rates one cell that stays opens an element in 8 hours") {
  // m' = 0.01 (1 − m) − 0.1 m: m = (1 + 10 exp(−0.11 t)) / 11, half at t = ln(10 / 4.5) / 0.11.
  HandMadeMembrane islet(2, 5);
  const double rate = 0.01 / 60;
  double minutes = 0;
  while (islet.membrane.integrity(Site{2}) >= 0.5) {
    islet.membrane.clear_scratch();
    MembraneRepair{}({.rate = rate}, islet.membrane);
    islet.membrane.degrade(Site{2}, 10 * rate);
    islet.membrane.commit(1);
    minutes += 1;
  }
  CHECK(std::abs(minutes - 60 * std::log(10 / 4.5) / 0.11) <= 1);
}
