// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/membrane_retention.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

TEST_CASE("only cells at the membrane are retained, and they leave with the exit probability") {
  HandMadeMembrane islet(2, 5);
  constexpr int n = 4000;
  Cd8TCells t_cells;
  add_cells(t_cells, n, Site{2});
  t_cells.site[0] = 1;
  t_cells.site[1] = 3;
  t_cells.clear_moves();
  for (std::size_t begin = 0; begin < n; begin += 500) {
    MembraneRetention{}({.exit_probability = 0.25}, Chunk(t_cells, begin, begin + 500),
                        islet.membrane, RandomSource{Seed{1}, 5});
  }
  CHECK(t_cells.barred(0) == 0);
  CHECK(t_cells.barred(1) == 0);
  int retained = 0;
  for (std::size_t i = 2; i < n; ++i) retained += t_cells.barred(i) == region::exocrine ? 1 : 0;
  // Binomial of n − 2 trials at 0.75, within five standard errors.
  CHECK(std::abs(retained - 0.75 * (n - 2)) < 5 * std::sqrt(n * 0.75 * 0.25));
}
