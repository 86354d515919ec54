// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/helper_differentiation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("IL-12 makes Th1, TGF-beta with IL-6 makes Th17, of helpers that saw antigen") {
  Cd4TCells t_cells;
  add_cells(t_cells, 4);
  Environment environment(4);
  Now now{};
  now.step = 1000;
  now.motility_step = 1;
  for (std::size_t i = 0; i < 4; ++i) t_cells.last_engagement[i] = 950;
  t_cells.last_engagement[1] = 899;
  t_cells.subset[2] = static_cast<std::uint8_t>(Cd4Subset::treg);
  t_cells.cognate[3] = 0;
  Gains gains{.local_retention = 280, .macrophage_cytokines = 1};
  const auto differentiate = [&] {
    t_cells.clear_scratch();
    HelperDifferentiation{}({.rate = 0.01,
                             .memory = 100,
                             .il12_half_saturation = 0.015,
                             .tgf_beta_half_saturation = 0.07,
                             .il6_half_saturation = 0.03,
                             .th17_weight = 0.4,
                             .undifferentiated_weight = 0.1},
                            Chunk(t_cells), environment, now, gains);
    for (std::size_t i = 1; i < 4; ++i) {
      CHECK(t_cells.fate.hazard(i, Cd4Fate::to_th1) == 0);
      CHECK(t_cells.fate.hazard(i, Cd4Fate::to_th17) == 0);
    }
  };
  differentiate();
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th1) == 0);
  for (std::size_t i = 0; i < 4; ++i) environment.set(Factor::il12, i, 0.015);
  differentiate();  // weights 0.5, 0, 0.1
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th1) == approximately(0.01 * 0.5 / 0.6));
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th17) == 0);
  for (std::size_t i = 0; i < 4; ++i) {
    environment.set(Factor::tgf_beta, i, 0.07);
    environment.set(Factor::il6, i, 0.03);
  }
  differentiate();  // weights 0.5, 0.4 · 1/2 · 1/2, 0.1
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th1) == approximately(0.01 * 0.5 / 0.7));
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th17) == approximately(0.01 * 0.1 / 0.7));
  // What macrophages and dendritic cells release counts by its gain, IL-6 of MSCs as it is.
  gains.macrophage_cytokines = 10;
  for (std::size_t i = 0; i < 4; ++i) {
    environment.set(Factor::il12, i, 0.0015);
    environment.set(Factor::tgf_beta, i, 0.007);
    environment.set(Factor::il6, i, 0.015);
    environment.set(Factor::il6_macrophage, i, 0.0015);
  }
  differentiate();
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th1) == approximately(0.01 * 0.5 / 0.7));
  CHECK(t_cells.fate.hazard(0, Cd4Fate::to_th17) == approximately(0.01 * 0.1 / 0.7));
}
