// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/helper_il2_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("Th0 and Th1 cells that recognised antigen release IL-2, Th17 and Treg do not") {
  constexpr Now now{.step = 100, .time = 100, .age = 100, .motility_step = 1, .phenotype_step = 10};
  Cd4TCells t_cells;
  add_cells(t_cells, 7);
  for (std::uint32_t i = 0; i < 7; ++i) t_cells.site[i] = i;
  for (std::uint32_t i = 0; i < 4; ++i) {
    t_cells.subset[i] = static_cast<std::uint8_t>(i);
    t_cells.last_engagement[i] = 41;  // 59 min ago
  }
  t_cells.last_engagement[4] = 40;  // 60 min ago: over
  t_cells.last_engagement[5] = 40;
  t_cells.held_until[5] = 101;  // the last never recognised antigen
  RecordedDeposits deposits;
  HelperIl2Secretion{}({.il2 = 7, .burst_duration = 60}, Chunk(t_cells), now, deposits);
  CHECK(deposits.secreted(Factor::il2, Site{0}) == 7);  // Th0
  CHECK(deposits.secreted(Factor::il2, Site{1}) == 7);  // Th1
  CHECK(deposits.secreted(Factor::il2, Site{5}) == 7);  // held
  CHECK(deposits.total(Factor::il2) == 21);
}
