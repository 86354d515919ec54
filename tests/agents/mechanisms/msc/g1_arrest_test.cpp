// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/g1_arrest.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr G1Arrest::Parameters parameters_of_arrest{.tgf_beta_half_saturation = 0.14,
                                                    .hgf_half_saturation = 0.06,
                                                    .cooperativity = 2,
                                                    .pge2_half_saturation = 50,
                                                    .ido_weight = 0.4,
                                                    .ido_ifn_gamma_half_saturation = 0.03,
                                                    .contact_weight = 2,
                                                    .vesicle_potency = 0.5,
                                                    .vesicle_half_saturation = 2,
                                                    .response_time = 100};

struct Well {
  Lattice lattice{{12, 1, 1}, 10};
  Occupancy occupancy{lattice};
  Nearby nearby{lattice};
  Cd8TCells t_cells;
  Environment environment{1};
  Gains gains{.local_retention = 10, .macrophage_cytokines = 1, .msc_contact = 1};

  Well() { add_cells(t_cells, 1, Site{0}); }
  void add_msc(Site at) {
    occupancy.set(Layer::motile, at, Occupant(MesenchymalStemCells::number, at.value()));
    nearby.mesenchymal_stem_cells.scatter(at);
  }
  double suppression() {
    t_cells.clear_scratch();
    G1Arrest{}(parameters_of_arrest, Chunk(t_cells), environment, Contacts(occupancy), nearby,
               gains);
    CHECK(t_cells.cyclin_d2.target(0) == approximately(1 - t_cells.p27.target(0)));
    CHECK(t_cells.p27.rate(0) == approximately(0.01));
    return t_cells.p27.target(0);
  }
};
}  // namespace

TEST_CASE("without MSCs and their factors a T cell cycles freely") {
  Well well;
  well.environment.set(Factor::ifn_gamma, 0, 1);
  CHECK(well.suppression() == 0);
}

TEST_CASE("soluble suppression adds TGF-beta, HGF and PGE2 with the retention gain") {
  Well well;
  well.environment.set(Factor::tgf_beta, 0, 0.028);  // 10-fold is twice K: 2^2 = 4
  CHECK(well.suppression() == approximately(0.8));
  well.environment.set(Factor::hgf, 0, 0.006);  // + 1
  well.environment.set(Factor::pge2, 0, 15);    // + 3
  CHECK(well.suppression() == approximately(8.0 / 9));
  well.gains.local_retention = 0;
  CHECK(well.suppression() == 0);
}

TEST_CASE("contact, IDO and vesicles add to suppression, contact and IDO with their gain") {
  Well well;
  well.add_msc(Site{2});  // nearby, not in contact
  CHECK(well.suppression() == 0);
  well.environment.set(Factor::ifn_gamma, 0, 0.03);
  // IDO = 1/2 * 1/2, weight 0.4: x = 0.1
  CHECK(well.suppression() == approximately(0.1 / 1.1));
  well.add_msc(Site{1});  // in contact
  // IDO = 2/3 * 1/2, x = 0.4 / 3 + 2
  CHECK(well.suppression() == approximately((0.4 / 3 + 2) / (0.4 / 3 + 3)));
  well.gains.msc_contact = 0;
  CHECK(well.suppression() == 0);
  well.environment.set(Factor::extracellular_vesicles, 0, 2);  // 2 * 0.5 * 1/2
  CHECK(well.suppression() == approximately(1.0 / 3));
}
