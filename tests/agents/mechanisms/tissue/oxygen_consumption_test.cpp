// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/oxygen_consumption.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("living endocrine cells take up oxygen by their volume") {
  const OxygenConsumption::Parameters defaults{
      .maximum = 2.04e6, .half_saturation = 1000, .beta_volume = 1000, .alpha_delta_volume = 600};
  BetaCells beta;
  for (std::uint32_t i = 0; i < 2; ++i) add_cells(beta, 1, Site{i});
  beta.viability[1] = static_cast<std::uint8_t>(Viability::apoptotic);
  AlphaCells alpha;
  add_cells(alpha, 1, Site{2});
  RecordedDeposits deposits;

  OxygenConsumption{}(defaults, Chunk(beta), deposits);
  OxygenConsumption{}(defaults, Chunk(alpha), deposits);

  // 2.04e6 nM/min · 1000 µm³ · 0.602214 molecules/(nM µm³)
  CHECK(deposits.taken_up(Factor::oxygen, Site{0}).maximum == approximately(1.228517e9));
  CHECK(deposits.taken_up(Factor::oxygen, Site{0}).half_saturation == 1000);
  CHECK(deposits.taken_up(Factor::oxygen, Site{1}).maximum == 0);
  CHECK(deposits.taken_up(Factor::oxygen, Site{2}).maximum == approximately(0.6 * 1.228517e9));
}
