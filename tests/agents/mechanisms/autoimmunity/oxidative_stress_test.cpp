// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/oxidative_stress.hpp"

#include <doctest/doctest.h>

#include "agents/mechanisms/autoimmunity/beta_stress.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr OxidativeStress::Parameters sources{
    .production = 0.2, .m1_production = 1, .scavenging = 2};

// Three β cells in a row: the first with two M1 and an M0 in contact, the last dead.
struct Row {
  Row() {
    add_cells(beta, 3);
    for (std::size_t i = 0; i < 3; ++i) {
      const Site at = lattice.site({static_cast<int>(2 * i), 0, 0});
      beta.site[i] = at.value();
      occupancy.set(Layer::tissue, at, Occupant(BetaCells::number, i));
    }
    beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);
    add_cells(macrophages, 3);
    const std::array<Site, 3> places{lattice.site({0, 0, 0}), lattice.site({0, 1, 0}),
                                     lattice.site({0, 0, 1})};
    for (std::size_t i = 0; i < 3; ++i) {
      macrophages.site[i] = places[i].value();
      macrophages.phenotype[i] =
          static_cast<std::uint8_t>(i < 2 ? MacrophagePhenotype::m1 : MacrophagePhenotype::m0);
      occupancy.set(Layer::motile, places[i], Occupant(Macrophages::number, i));
    }
  }

  Lattice lattice{{5, 2, 2}, 10};
  Occupancy occupancy{lattice};
  BetaCells beta;
  Macrophages macrophages;
};

}  // namespace

TEST_CASE("reactive oxygen comes from the β cell and each M1 macrophage in contact") {
  Row row;
  OxidativeStress{}(sources, Chunk(row.beta), row.macrophages, Contacts(row.occupancy));
  CHECK(row.beta.ros.target(0) == approximately(1.1));  // (0.2 + 2 · 1) / 2
  CHECK(row.beta.ros.target(1) == approximately(0.1));  // 0.2 / 2
  CHECK(row.beta.ros.rate(1) == approximately(2));
  CHECK(row.beta.ros.rate(2) == 0);  // dead
}

TEST_CASE("reactive oxygen adds to stress, and without sources there is none") {
  Row row;
  row.beta.ros.set(0, 0.7);
  constexpr BetaStress::Parameters stress{
      .load_weight = 0.5, .half_saturation = 0.03, .rise_time = 1440, .fall_time = 2880};
  BetaStress{}(stress, Chunk(row.beta), Environment(3), SystemicState{},
               Gains{.local_retention = 1, .macrophage_cytokines = 1});
  CHECK(row.beta.stress.target(0) == approximately(0.7));
  CHECK(row.beta.stress.target(1) == 0);

  OxidativeStress{}({.production = 0, .m1_production = 0, .scavenging = 1}, Chunk(row.beta),
                    row.macrophages, Contacts(row.occupancy));
  CHECK(row.beta.ros.target(1) == 0);
}
