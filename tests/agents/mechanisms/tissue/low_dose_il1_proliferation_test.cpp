// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/low_dose_il1_proliferation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only a trace of IL-1 beta, with its gain, favours division") {
  BetaCells beta;
  add_cells(beta, 3);
  Environment levels(3);
  levels.set(Factor::il1_beta, 0, 0.5e-3 / 45);
  levels.set(Factor::il1_beta, 1, 0.9e-3 / 45);
  levels.set(Factor::il1_beta, 2, 2e-3 / 45);
  for (std::size_t i : {0U, 1U, 2U}) beta.fate.add(i, BetaFate::cycle_entry, 1e-6);

  LowDoseIl1Proliferation{}({.factor = 1.2, .window_low = 0.6e-3, .window_high = 1.2e-3},
                            Chunk(beta), levels,
                            Gains{.local_retention = 1, .macrophage_cytokines = 45});

  CHECK(beta.fate.hazard(0, BetaFate::cycle_entry) == 1e-6);
  CHECK(beta.fate.hazard(1, BetaFate::cycle_entry) == approximately(1.2e-6));
  CHECK(beta.fate.hazard(2, BetaFate::cycle_entry) == 1e-6);
}
