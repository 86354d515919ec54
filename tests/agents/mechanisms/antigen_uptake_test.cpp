// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_uptake.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_surroundings.hpp"

using namespace isletsim;

TEST_CASE("dendritic cells fill up with antigen of the dead in contact") {
  const Lattice lattice({4, 1, 1}, 10);
  Occupancy occupancy(lattice);
  BetaCells beta;
  add_cells(beta, 3);
  for (std::size_t i = 0; i < 3; ++i)
    occupancy.set(Layer::tissue, Site{static_cast<std::uint32_t>(i)},
                  Occupant(BetaCells::number, i));
  beta.viability[0] = static_cast<std::uint8_t>(Viability::apoptotic);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::necrotic);
  DendriticCells dendritic;
  add_cells(dendritic, 4, Site{1});  // between two dead and a living β cell
  dendritic.maturity.set(1, 0.75);
  dendritic.msc_suppression.set(2, 1);
  dendritic.site[3] = 3;  // touches only the living one

  AntigenUptake{}({.rate = 0.01, .capacity = 3, .msc_sensitivity = 0.5}, Chunk(dendritic), beta,
                  Contacts(occupancy));

  CHECK(dendritic.antigen.inflow(0) == doctest::Approx(0.01 * 2 * 3));
  CHECK(dendritic.antigen.target(0) == doctest::Approx(3));
  CHECK(dendritic.antigen.inflow(1) == doctest::Approx(0.015));  // three quarters mature
  CHECK(dendritic.antigen.inflow(2) == doctest::Approx(0.03));   // half lost under MSCs
  CHECK(dendritic.antigen.inflow(3) == 0);
}
