// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/antigen_uptake.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("dendritic cells fill up with antigen of the dead within 20 um") {
  const Lattice lattice({8, 1, 1}, 10);
  Nearby nearby(lattice);
  nearby.dead_beta.scatter(Site{0});
  nearby.dead_beta.scatter(Site{2});
  DendriticCells dendritic;
  add_cells(dendritic, 4, Site{1});  // both dead cells within 20 µm
  dendritic.maturity.set(1, 0.75);
  dendritic.msc_suppression.set(2, 1);
  dendritic.site[3] = 5;  // 30 µm from the nearer one

  AntigenUptake{}({.rate = 0.01, .capacity = 3, .msc_sensitivity = 0.5}, Chunk(dendritic), nearby);

  CHECK(dendritic.antigen.inflow(0) == approximately(0.01 * 2));
  CHECK(dendritic.antigen.target(0) == approximately(3));
  CHECK(dendritic.antigen.inflow(1) == approximately(0.005));  // three quarters mature
  CHECK(dendritic.antigen.inflow(2) == approximately(0.01));   // half lost under MSCs
  CHECK(dendritic.antigen.inflow(3) == 0);
}
