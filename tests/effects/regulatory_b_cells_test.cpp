// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

/// B cells after half a day.
struct BCellsAfter {
  double regulatory = 0;   ///< share of them
  double suppression = 0;  ///< by MSCs, mean
  double il10 = 0;         ///< greatest in the islet [nM]
};

BCellsAfter after_half_a_day(const std::vector<std::string>& without) {
  const RunPlan plan = plan_test_scenario(
      "exercise",
      {"cells.b_cell.initial=60", "parameters.regulatory_b_cell_conversion.rate=\"1 1/day\"",
       "parameters.msc_b_cell_suppression.ifn_gamma_half_saturation=\"1 pM\"",
       "cells.mesenchymal_stem_cell.initial=40"},
      without);
  Simulation simulation(plan.model);
  advance(simulation, 12);
  Islet& islet = *simulation.islets().front();
  const auto& b_cells = islet.cells<BCells>();
  BCellsAfter after;
  const auto n = static_cast<double>(b_cells.size());
  for (std::size_t i = 0; i < b_cells.size(); ++i) {
    after.regulatory += b_cells.is(BCellState::regulatory, i) ? 1 / n : 0;
    after.suppression += static_cast<double>(b_cells.msc_suppression[i]) / n;
    after.il10 = std::max(
        after.il10,
        static_cast<double>(islet.spread().at(b_cells.site_of(i)).value[lane_of(Factor::il10)]));
  }
  MESSAGE("regulatory ", after.regulatory, ", suppression ", after.suppression, ", IL-10 ",
          after.il10);
  return after;
}

}  // namespace

TEST_CASE("B cells become regulatory and secrete IL-10, and MSCs suppress them") {
  const BCellsAfter all = after_half_a_day({});
  CHECK(all.regulatory > 0);
  CHECK(all.suppression > 0);
  CHECK(after_half_a_day({"regulatory_b_cell_conversion"}).regulatory < all.regulatory);
  CHECK(after_half_a_day({"regulatory_b_cell_il10_secretion"}).il10 < all.il10);
  const BCellsAfter unsuppressed = after_half_a_day({"msc_b_cell_suppression"});
  CHECK(unsuppressed.suppression == 0);
  CHECK(unsuppressed.regulatory < all.regulatory);
}
