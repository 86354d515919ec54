// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct Whereabouts {
  int most_inside = 0;     ///< the islet
  double at_membrane = 0;  ///< share of those outside the islet, mean over the run
};

// Sixty T cells enter by the venules of an islet without other leukocytes; for twelve hours.
Whereabouts invaded(const std::vector<std::string>& without) {
  std::vector<std::string> off{"t_cell_egress", "t_cell_death", "t_cell_proliferation"};
  off.insert(off.end(), without.begin(), without.end());
  const RunPlan plan = plan_test_scenario(
      "exercise",
      {"cells.cd8_t_cell.initial=0", "cells.cd4_t_cell.initial=0", "cells.macrophage.initial=0",
       "cells.dendritic_cell.initial=0", "cells.mesenchymal_stem_cell.initial=0",
       "parameters.central_tolerance_gap.precursors=0",
       "parameters.membrane_degradation.rate=\"1 1/h\""},
      off);
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  Inbox inbox;
  inbox.t_cells.front() = 60;
  islet.accept(inbox);
  const SiteLayers layers(islet.architecture());
  Whereabouts result;
  constexpr int steps = 720;
  for (int step = 0; step < steps; ++step) {
    islet.advance(islet.step() + 1);
    int inside = 0;
    int outside = 0;
    int at_membrane = 0;
    const auto& cells = islet.cells<Cd8TCells>();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::uint32_t site = cells.site[i];
      if (in_islet(static_cast<TissueClass>(layers.tissue_class[site]))) {
        ++inside;
      } else {
        ++outside;
        if (layers.basement_membrane[site] > 0) ++at_membrane;
      }
    }
    result.most_inside = std::max(result.most_inside, inside);
    if (outside > 0) result.at_membrane += static_cast<double>(at_membrane) / outside / steps;
  }
  MESSAGE("most T cells inside: ", result.most_inside,
          ", share of the others at the membrane: ", result.at_membrane);
  return result;
}

}  // namespace

TEST_CASE("T cells gather at the membrane, and enter only where they have degraded it") {
  const Whereabouts all_on = invaded({});
  CHECK(all_on.most_inside > 0);
  CHECK(invaded({"membrane_degradation"}).most_inside == 0);
  CHECK(invaded({"membrane_degradation", "membrane_barrier"}).most_inside > 0);
  CHECK(invaded({"membrane_retention"}).at_membrane < 0.8 * all_on.at_membrane);
}
