// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/oxygen_supply.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("each endothelial cell exchanges oxygen with blood") {
  EndothelialCells endothelium;
  add_cells(endothelium, 1, Site{4});
  RecordedDeposits deposits;

  OxygenSupply{}({.exchange_rate = 2500, .blood_level = 65'000}, Chunk(endothelium), deposits);

  CHECK(deposits.exchanged(Factor::oxygen, Site{4}).rate == 2500);
  CHECK(deposits.exchanged(Factor::oxygen, Site{4}).level == 65'000);
}
