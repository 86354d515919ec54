// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/ifn_gamma_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("engaged effector cells secrete IFN-gamma, less of it when suppressed") {
  Cd8TCells t_cells;
  for (std::uint32_t i = 0; i < 5; ++i) add_cells(t_cells, 1, Site{i});
  const Now now{.step = 1000, .time = 0, .age = 0, .motility_step = 2, .phenotype_step = 10};
  t_cells.bound_to[0] = 7;
  t_cells.last_engagement[1] = 1000 - 199;  // 398 min ago
  t_cells.last_engagement[2] = 1000 - 200;  // 400 min ago
  t_cells.bound_to[3] = 7;
  t_cells.p27.set(3, 0.75);
  t_cells.bound_to[4] = 7;
  t_cells.state[4] = static_cast<std::uint8_t>(Cd8State::exhausted);
  RecordedDeposits deposits;

  IfnGammaSecretion{}({.rate = 300, .burst_duration = 400}, Chunk(t_cells), now, deposits);

  CHECK(deposits.secreted(Factor::ifn_gamma, Site{0}) == approximately(300));
  CHECK(deposits.secreted(Factor::ifn_gamma, Site{1}) == approximately(300));
  CHECK(deposits.secreted(Factor::ifn_gamma, Site{2}) == 0);
  CHECK(deposits.secreted(Factor::ifn_gamma, Site{3}) == approximately(75));
  CHECK(deposits.secreted(Factor::ifn_gamma, Site{4}) == 0);
}
