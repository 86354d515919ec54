// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m1_polarisation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("danger, IFN-gamma and a necrotic meal add up towards M1") {
  Macrophages macrophages;
  add_cells(macrophages, 3);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.necrotic_meal.set(2, 0.5);
  Environment environment(3);
  for (const std::size_t i : {1U, 2U}) {
    environment.set(Factor::damp, i, 1);          // H = 1/2
    environment.set(Factor::ifn_gamma, i, 0.09);  // H = 0.09 / 0.12 = 3/4
  }

  M1Polarisation{}({.rate = 1e-3,
                    .damp_half_saturation = 1,
                    .ifn_gamma_half_saturation = 0.03,
                    .necrotic_weight = 4},
                   Chunk(macrophages), environment);

  CHECK(macrophages.fate.hazard(0, MacrophageFate::to_m1) == 0);  // calm tissue
  CHECK(macrophages.fate.hazard(1, MacrophageFate::to_m1) == 0);  // M1 already
  CHECK(macrophages.fate.hazard(2, MacrophageFate::to_m1) == approximately(3.25e-3));
}
