// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/ho1_scavenging.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("MSCs within 40 um speed up scavenging, elsewhere and without contact nothing does") {
  const Lattice lattice({12, 1, 1}, 10);
  BetaCells beta;
  add_cells(beta, 2);
  beta.site[1] = 11;
  Nearby nearby(lattice);
  nearby.mesenchymal_stem_cells.scatter(lattice.site({2, 0, 0}));
  constexpr Ho1Scavenging::Parameters p{.scavenging = 2, .half_number = 1};

  Ho1Scavenging{}(p, Chunk(beta), nearby, Gains{.local_retention = 1, .macrophage_cytokines = 1});
  CHECK(beta.ros.rate(0) == approximately(1));  // 2 · 1/(1 + 1)
  CHECK(beta.ros.inflow(0) == 0);
  CHECK(beta.ros.rate(1) == 0);  // 90 µm away

  beta.clear_scratch();
  Ho1Scavenging{}(p, Chunk(beta), nearby,
                  Gains{.local_retention = 1, .macrophage_cytokines = 1, .msc_contact = 0});
  CHECK(beta.ros.rate(0) == 0);
}
