// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/membrane_degradation.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

namespace {

// Integrity after 10 min in which these cells are at the element.
template <class P>
double integrity_after(P& cells) {
  HandMadeMembrane islet(2, 5);
  MembraneDegradation{}({.rate = 0.05}, Chunk(cells), islet.membrane);
  islet.membrane.commit(10);
  return islet.membrane.integrity(Site{2});
}

}  // namespace

TEST_CASE("each effector T cell at an element degrades it at the rate, an exhausted one does not") {
  Cd8TCells t_cells;
  add_cells(t_cells, 3, Site{2});
  t_cells.state[1] = static_cast<std::uint8_t>(Cd8State::exhausted);
  // Two effectors: m = exp(−2 · 0.05 · 10).
  CHECK(integrity_after(t_cells) == doctest::Approx(std::exp(-1.0)).epsilon(1e-6));
  Cd8TCells no_cells;
  CHECK(integrity_after(no_cells) == 1);
}

TEST_CASE("M1 macrophages degrade the membrane, M0 and M2 do not") {
  Macrophages macrophages;
  add_cells(macrophages, 3, Site{3});
  CHECK(integrity_after(macrophages) == 1);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  CHECK(integrity_after(macrophages) == 1);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  CHECK(integrity_after(macrophages) == doctest::Approx(std::exp(-0.5)).epsilon(1e-6));
}
