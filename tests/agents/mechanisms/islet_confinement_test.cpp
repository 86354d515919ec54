// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/islet_confinement.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_surroundings.hpp"

using namespace isletsim;

TEST_CASE(
    "only T cells that touch a living beta cell are confined, and they leave with the exit "
    "probability") {
  const Lattice lattice({4, 1, 1}, 10);
  Occupancy occupancy(lattice);
  BetaCells beta;
  add_cells(beta, 2);
  occupancy.set(Layer::tissue, Site{0}, Occupant(BetaCells::number, 0));
  occupancy.set(Layer::tissue, Site{3}, Occupant(BetaCells::number, 1));
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  constexpr int n = 4000;
  Cd8TCells t_cells;
  add_cells(t_cells, n, Site{1});  // beside the living one
  t_cells.site[0] = 2;             // beside the dead one
  t_cells.clear_moves();
  for (std::size_t begin = 0; begin < n; begin += 500) {
    IsletConfinement{}({.exit_probability = 0.25}, Chunk(t_cells, begin, begin + 500), beta,
                       Contacts(occupancy), RandomSource{Seed{1}, 5});
  }
  CHECK_FALSE(t_cells.confined(0));
  int confined = 0;
  for (std::size_t i = 1; i < n; ++i) confined += t_cells.confined(i) ? 1 : 0;
  // Binomial of n − 1 trials at 0.75, within five standard errors.
  CHECK(std::abs(confined - 0.75 * (n - 1)) < 5 * std::sqrt(n * 0.75 * 0.25));
}
