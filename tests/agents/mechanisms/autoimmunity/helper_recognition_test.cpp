// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/helper_recognition.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("cognate CD4 T cells recognise antigen of macrophages and dendritic cells in contact") {
  const Lattice lattice({6, 1, 1}, 10);
  Occupancy occupancy(lattice);
  Macrophages macrophages;
  DendriticCells dendritic;
  add_cells(macrophages, 1);
  add_cells(dendritic, 1);
  occupancy.set(Layer::motile, Site{0}, Occupant(Macrophages::number, 0));
  occupancy.set(Layer::motile, Site{2}, Occupant(DendriticCells::number, 0));
  constexpr int n = 4000;
  Now now{};
  now.motility_step = 2;
  const auto recognised = [&](Site at, std::uint8_t cognate, std::int64_t held_until) {
    Cd4TCells t_cells;
    add_cells(t_cells, n, at);
    int count = 0;
    for (int i = 0; i < n; ++i) {
      const auto row = static_cast<std::size_t>(i);
      t_cells.cognate[row] = cognate;
      t_cells.held_until[row] = held_until;
    }
    for (std::size_t begin = 0; begin < n; begin += 500) {
      HelperRecognition{}({.rate = 0.1, .half_saturation = 1, .contact_time = 20},
                          Chunk(t_cells, begin, begin + 500), macrophages, dendritic,
                          Contacts(occupancy), now, RandomSource{Seed{1}, 3});
    }
    for (const auto& engagement : t_cells.engagement_intents()) {
      CHECK(engagement.steps == 10);
      ++count;
    }
    return count;
  };
  CHECK(recognised(Site{1}, 1, -1) == 0);  // no cell carries antigen
  macrophages.antigen.set(0, 1);
  dendritic.antigen.set(0, 2);
  // Hazard 0.1 · (1/2 + 4/5)/2 over 2 min; binomial within five standard errors.
  const double chance = 1 - std::exp(-0.13);
  CHECK(std::abs(recognised(Site{1}, 1, -1) - n * chance) <
        5 * std::sqrt(n * chance * (1 - chance)));
  // One that carries nothing takes half of the attention.
  macrophages.antigen.set(0, 0);
  const double halved = 1 - std::exp(-0.08);
  CHECK(std::abs(recognised(Site{1}, 1, -1) - n * halved) <
        5 * std::sqrt(n * halved * (1 - halved)));
  CHECK(recognised(Site{4}, 1, -1) == 0);
  CHECK(recognised(Site{1}, 0, -1) == 0);
  CHECK(recognised(Site{1}, 1, 1) == 0);  // is held already
}
