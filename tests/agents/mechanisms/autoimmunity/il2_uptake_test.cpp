// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/il2_uptake.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("every T cell takes up IL-2, regulatory T cells with their own affinity") {
  constexpr Il2Uptake::Parameters p{
      .maximum = 602.214, .half_saturation = 0.32, .treg_half_saturation = 0.01};
  Cd8TCells cd8;
  add_cells(cd8, 1, Site{0});
  Cd4TCells cd4;
  add_cells(cd4, 1, Site{1});
  add_cells(cd4, 1, Site{2});
  cd4.subset[1] = static_cast<std::uint8_t>(Cd4Subset::treg);
  RecordedDeposits deposits;
  Environment environment(2);
  environment.set(Factor::il2, 1, 0.01);
  Il2Uptake{}(p, Chunk(cd8), environment, deposits);
  Il2Uptake{}(p, Chunk(cd4), environment, deposits);
  // At 1 nM a site holds 602.214 molecules, so a site without IL-2 loses 1/0.32 of it per minute,
  // the flux of 602.214 c/0.32 molecules; the regulatory T cell is at its half-saturation.
  CHECK(deposits.exchanged(Factor::il2, Site{0}).rate == approximately(1 / 0.32));
  CHECK(deposits.exchanged(Factor::il2, Site{1}).rate == approximately(1 / 0.32));
  CHECK(deposits.exchanged(Factor::il2, Site{2}).rate == approximately(1 / 0.02));
  for (std::uint32_t site = 0; site < 3; ++site)
    CHECK(deposits.exchanged(Factor::il2, Site{site}).level == 0);
  CHECK(deposits.exchanged(Factor::il2, Site{3}).rate == 0);
}
