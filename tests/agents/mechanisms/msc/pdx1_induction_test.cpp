// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/pdx1_induction.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("PDX-1 is basal without MSCs and rises with HGF and MSCs nearby") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  for (int n = 0; n < 6; ++n) nearby.mesenchymal_stem_cells.scatter(Site{0});
  BetaCells beta;
  add_cells(beta, 4, Site{11});
  beta.site[1] = 2;
  beta.site[2] = 2;
  beta.viability[3] = static_cast<std::uint8_t>(Viability::apoptotic);
  Environment environment(4);
  environment.set(Factor::hgf, 2, 0.006);  // 10-fold: H = 1/2
  const Gains gains{.local_retention = 10, .macrophage_cytokines = 1, .msc_contact = 1};

  Pdx1Induction{}({.hgf_increase = 0.5,
                   .hgf_half_saturation = 0.06,
                   .msc_increase = 0.4,
                   .msc_half_number = 2,
                   .response_time = 100},
                  Chunk(beta), environment, nearby, gains);

  CHECK(beta.pdx1.target(0) == approximately(1));
  CHECK(beta.pdx1.target(1) == approximately(1.3));   // 6 / (2 + 6) of 0.4
  CHECK(beta.pdx1.target(2) == approximately(1.55));  // and half of 0.5
  CHECK(beta.pdx1.rate(2) == approximately(0.01));
  CHECK(beta.pdx1.rate(3) == 0);  // dead
}
