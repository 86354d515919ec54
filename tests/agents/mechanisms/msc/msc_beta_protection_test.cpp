// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_beta_protection.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("IL-6, HGF and contact with MSCs add up to protection") {
  const Lattice lattice({3, 1, 1}, 10);
  Occupancy occupancy(lattice);
  BetaCells beta;
  add_cells(beta, 3);
  beta.site[1] = 2;
  beta.viability[2] = static_cast<std::uint8_t>(Viability::necrotic);
  occupancy.set(Layer::motile, Site{1}, Occupant(MesenchymalStemCells::number, 0));
  occupancy.set(Layer::motile, Site{2}, Occupant(MesenchymalStemCells::number, 1));
  Environment environment(3);
  environment.set(Factor::il6, 1, 0.0015);  // 10-fold: H = 1/2
  environment.set(Factor::hgf, 1, 0.018);   // 10-fold: H = 3/4
  Gains gains{.local_retention = 10, .macrophage_cytokines = 1, .msc_contact = 0.5};
  const MscBetaProtection::Parameters parameters_of_test{.greatest_protection = 0.6,
                                                         .il6_weight = 0.4,
                                                         .il6_half_saturation = 0.015,
                                                         .hgf_weight = 0.3,
                                                         .hgf_half_saturation = 0.06,
                                                         .contact_weight = 0.3,
                                                         .response_time = 100};

  MscBetaProtection{}(parameters_of_test, Chunk(beta), environment, Contacts(occupancy), gains);
  CHECK(beta.protection.target(0) == approximately(0.09));  // one MSC in contact: 0.6 * 0.3 * 0.5
  // Two MSCs in contact count as one: 0.6 * (0.4 / 2 + 0.3 * 3/4 + 0.3 / 2)
  CHECK(beta.protection.target(1) == approximately(0.345));
  CHECK(beta.protection.rate(1) == approximately(0.01));
  CHECK(beta.protection.rate(2) == 0);  // dead

  beta.clear_scratch();
  gains = {.local_retention = 0, .macrophage_cytokines = 1, .msc_contact = 0};
  MscBetaProtection{}(parameters_of_test, Chunk(beta), environment, Contacts(occupancy), gains);
  CHECK(beta.protection.target(1) == 0);
}
