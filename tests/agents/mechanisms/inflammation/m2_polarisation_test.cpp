// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m2_polarisation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("M2 signals add up, those of MSCs with the retention gain") {
  Macrophages macrophages;
  add_cells(macrophages, 3);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  macrophages.efferocytosis.set(2, 1);
  Environment environment(3);
  environment.set(Factor::il10, 2, 0.008);      // H = 1/2
  environment.set(Factor::tgf_beta, 2, 0.007);  // 10-fold: H = 1/2
  environment.set(Factor::pge2, 2, 3);          // 10-fold: H = 30 / 40
  Gains gains{};
  gains.local_retention = 10;

  M2Polarisation{}({.rate = 1e-4,
                    .signal_weight = 20,
                    .il10_half_saturation = 0.008,
                    .tgf_beta_half_saturation = 0.07,
                    .pge2_half_saturation = 10},
                   Chunk(macrophages), environment, gains);

  CHECK(macrophages.fate.hazard(0, MacrophageFate::to_m2) == approximately(1e-4));
  CHECK(macrophages.fate.hazard(1, MacrophageFate::to_m2) == 0);  // M2 already
  CHECK(macrophages.fate.hazard(2, MacrophageFate::to_m2) == approximately(1e-4 * (1 + 20 * 2.75)));
}
