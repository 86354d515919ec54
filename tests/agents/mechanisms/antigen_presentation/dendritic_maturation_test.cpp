// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_maturation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("danger and TNF-alpha mature dendritic cells, to 1 at most") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  Environment environment(3);
  environment.set(Factor::damp, 1, 0.5);
  environment.set(Factor::tnf_alpha, 1, 0.0005);  // 10-fold 5 pM: H = 5 / 25 = 0.2
  environment.set(Factor::damp, 2, 30);
  Gains gains{};
  gains.macrophage_cytokines = 10;
  DendriticMaturation{}({.rate = 0.002, .full_damp = 2, .tnf_half_saturation = 0.02},
                        Chunk(dendritic), environment, gains);
  CHECK(dendritic.maturity.target(0) == 0);
  CHECK(dendritic.maturity.target(1) == approximately(0.45));  // 0.5 / 2 + 0.2
  CHECK(dendritic.maturity.target(2) == approximately(1));
  CHECK(dendritic.maturity.rate(0) == approximately(0.002));
}
