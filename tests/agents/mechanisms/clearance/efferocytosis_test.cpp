// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/clearance/efferocytosis.hpp"

#include <array>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("a macrophage engulfs dead beta cells in contact, at a hazard for each") {
  const Lattice lattice({3, 3, 3}, 10);
  Occupancy occupancy(lattice);
  BetaCells beta;
  add_cells(beta, 4);
  const Site centre = lattice.site({1, 1, 1});
  const std::array<Site, 4> sites{centre, lattice.site({0, 1, 1}), lattice.site({2, 1, 1}),
                                  lattice.site({0, 0, 1})};
  for (std::size_t i = 0; i < 4; ++i) {
    beta.site[i] = sites[i].value();
    occupancy.set(Layer::tissue, sites[i], Occupant(BetaCells::number, i));
  }
  beta.viability[0] = static_cast<std::uint8_t>(Viability::apoptotic);
  beta.viability[1] = static_cast<std::uint8_t>(Viability::necrotic);
  beta.viability[3] = static_cast<std::uint8_t>(Viability::apoptotic);  // two sites away
  Macrophages macrophages;
  constexpr std::size_t n = 500;
  add_cells(macrophages, n, centre);
  const Now now{.step = 7, .time = 7, .age = 7, .motility_step = 1, .phenotype_step = 10};
  const RandomSource random{Seed{1}, 7};

  SUBCASE("never without a hazard") {
    Efferocytosis{}({.engulfment_rate = 0}, Chunk(macrophages), beta, Contacts(occupancy), now,
                    random);
    CHECK(macrophages.engulfing_intents().empty());
  }
  SUBCASE("with the probability of the summed hazard, evenly, and only the dead in contact") {
    Efferocytosis{}({.engulfment_rate = 0.05}, Chunk(macrophages), beta, Contacts(occupancy), now,
                    random);
    // p = 1 - exp(-0.05 * 2 * 10) = 0.632; 4 standard deviations of 500 draws are 0.086.
    const double share = static_cast<double>(macrophages.engulfing_intents().size()) / n;
    CHECK(share == approximately(0.632).epsilon(0.136));
    std::size_t first = 0;
    for (const auto& intent : macrophages.engulfing_intents()) {
      CHECK((intent.beta == beta.id[0] || intent.beta == beta.id[1]));
      if (intent.beta == beta.id[0]) ++first;
    }
    // Half of about 316: 158, standard deviation 8.9.
    CHECK(first > 120);
    CHECK(first < 196);
  }
}
