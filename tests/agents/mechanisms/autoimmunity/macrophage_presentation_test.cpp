// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/macrophage_presentation.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("cognate T cells are engaged by macrophages that carry antigen") {
  const Lattice lattice({3, 3, 3}, 10);
  Occupancy occupancy(lattice);
  const Site centre = lattice.site({1, 1, 1});
  Macrophages macrophages;
  add_cells(macrophages, 2);
  const std::array<Site, 2> sites{lattice.site({0, 1, 1}), lattice.site({0, 0, 1})};
  for (std::size_t i = 0; i < 2; ++i) {
    macrophages.site[i] = sites[i].value();
    macrophages.antigen.set(i, 2);
    occupancy.set(Layer::motile, sites[i], Occupant(Macrophages::number, i));
  }
  BetaCells beta;
  constexpr std::size_t n = 2000;
  Cd8TCells t_cells;
  for (std::size_t i = 0; i < n; ++i) {
    t_cells.append(CellId{1, i + 1}, centre, 0);
    t_cells.cognate[i] = i % 4 == 0 ? 0 : 1;
    t_cells.state[i] =
        static_cast<std::uint8_t>(i % 4 == 1 ? Cd8State::exhausted : Cd8State::effector);
    if (i % 4 == 2) t_cells.bound_to[i] = 77;
    t_cells.avidity[i] = 0.5;
  }
  const Now now{.step = 3, .time = 3, .age = 3, .motility_step = 1, .phenotype_step = 10};
  // The second macrophage is two sites away. H(0.5 · 2; 1, 2) = 1/2, so h = 0.5 and the chance
  // within a minute 1 − e^−½ = 0.3935; four standard errors of 500 draws are 0.0874. Bystanders,
  // exhausted and bound cells, 500 of each, do not draw.
  const auto call = [&](std::size_t begin, double rate) {
    MacrophagePresentation{}({.rate = rate, .half_saturation = 1},
                             Chunk(t_cells, begin, begin + 500), macrophages, beta,
                             Contacts(occupancy), now, RandomSource{Seed{5}, 3});
  };
  for (std::size_t begin = 0; begin < n; begin += 500) call(begin, 0);
  CHECK(t_cells.engaging_rows().empty());
  for (std::size_t begin = 0; begin < n; begin += 500) call(begin, 1);
  for (const std::size_t row : t_cells.engaging_rows()) CHECK(row % 4 == 3);
  const double share = static_cast<double>(t_cells.engaging_rows().size()) / 500;
  CHECK(std::abs(share - 0.3935) < 0.0874);

  // Two β cells, of which the living one takes half of the attention: h = 0.25, the chance
  // 1 − e^−¼ = 0.2212; four standard errors are 0.0743.
  const std::array<Site, 2> tissue{centre, lattice.site({2, 1, 1})};
  add_cells(beta, 2);
  for (std::size_t i = 0; i < 2; ++i)
    occupancy.set(Layer::tissue, tissue[i], Occupant(BetaCells::number, i));
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  t_cells.clear_intents();
  for (std::size_t begin = 0; begin < n; begin += 500) call(begin, 1);
  const double attentive = static_cast<double>(t_cells.engaging_rows().size()) / 500;
  CHECK(std::abs(attentive - 0.2212) < 0.0743);

  for (std::size_t i = 0; i < 2; ++i) macrophages.antigen.set(i, 0);
  t_cells.clear_intents();
  call(0, 1);
  CHECK(t_cells.engaging_rows().empty());
}
