// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/islet_confinement.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

TEST_CASE(
    "only T cells that touch a living beta cell are confined, and they leave with the exit "
    "probability") {
  HandMadeMembrane islet(4, 6);
  const Lattice lattice({6, 1, 1}, 10);
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
                       Contacts(occupancy), islet.membrane, RandomSource{Seed{1}, 5});
  }
  CHECK(t_cells.barred(0) == 0);
  int confined = 0;
  for (std::size_t i = 1; i < n; ++i)
    confined += t_cells.barred(i) == (region::exocrine | region::membrane) ? 1 : 0;
  // Binomial of n − 1 trials at 0.75, within five standard errors.
  CHECK(std::abs(confined - 0.75 * (n - 1)) < 5 * std::sqrt(n * 0.75 * 0.25));
}

TEST_CASE("a T cell at the membrane that touches a beta cell is not confined") {
  HandMadeMembrane islet(1, 3);
  Occupancy occupancy(Lattice({3, 1, 1}, 10));
  BetaCells beta;
  add_cells(beta, 1);
  occupancy.set(Layer::tissue, Site{0}, Occupant(BetaCells::number, 0));
  Cd8TCells t_cells;
  add_cells(t_cells, 1, Site{1});
  t_cells.clear_moves();
  IsletConfinement{}({.exit_probability = 0}, Chunk(t_cells), beta, Contacts(occupancy),
                     islet.membrane, RandomSource{Seed{1}, 5});
  CHECK(t_cells.barred(0) == 0);
}
