// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/cx3cl1_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("TNF-alpha or IFN-gamma, whichever is stronger, induces CX3CL1 in endothelium") {
  EndothelialCells endothelium;
  add_cells(endothelium, 3);
  for (std::size_t i = 0; i < 3; ++i) endothelium.site[i] = static_cast<std::uint32_t>(i);
  Environment environment(3);
  environment.set(Factor::tnf_alpha, 1, 0.002);  // 10-fold 20 pM: H = 1/2
  environment.set(Factor::tnf_alpha, 2, 0.002);
  environment.set(Factor::ifn_gamma, 2, 0.09);  // H = 3/4
  Gains gains{};
  gains.macrophage_cytokines = 10;
  RecordedDeposits deposits;
  Cx3cl1Secretion{}({.cx3cl1 = 100,
                     .basal_share = 0.2,
                     .tnf_half_saturation = 0.02,
                     .ifn_gamma_half_saturation = 0.03},
                    Chunk(endothelium), environment, gains, deposits);
  CHECK(deposits.secreted(Factor::cx3cl1, Site{0}) == approximately(20));
  CHECK(deposits.secreted(Factor::cx3cl1, Site{1}) == approximately(60));
  CHECK(deposits.secreted(Factor::cx3cl1, Site{2}) == approximately(80));
}
