// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

// T cells bound to β cells, summed over the minutes of half a day, in an islet that 40 regulatory T
// cells enter.
std::int64_t bound_minutes(const std::vector<std::string>& without) {
  std::vector<std::string> off{"membrane_barrier", "regulatory_conversion", "ctl_killing"};
  off.insert(off.end(), without.begin(), without.end());
  const RunPlan plan = plan_test_scenario("exercise", {"cells.cd4_t_cell.initial=0"}, off);
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  Inbox inbox;
  inbox.t_cells[clone_of(Cd4Subset::treg)] = 40;
  islet.accept(inbox);
  std::int64_t bound = 0;
  for (int minute = 0; minute < 720; ++minute) {
    islet.advance(islet.step() + 1);
    const auto& cells = islet.cells<Cd8TCells>();
    for (std::size_t i = 0; i < cells.size(); ++i) bound += cells.bound(i) ? 1 : 0;
  }
  MESSAGE("minutes bound: ", bound);
  return bound;
}

struct Entrants {
  std::int64_t helpers = 0;
  std::int64_t regulators = 0;
};

// CD4⁺ T cells that the lymph node sent out in a day.
Entrants exported(const std::vector<std::string>& set, const std::vector<std::string>& without) {
  const RunPlan plan = plan_test_scenario("exercise", set, without);
  Simulation simulation(plan.model);
  advance(simulation, exchanges_of(plan));
  const HostPools& pools = simulation.host().pools;
  return {pools.exported[clone_of(Cd4Subset::th0)] + pools.exported[clone_of(Cd4Subset::th1)],
          pools.exported[clone_of(Cd4Subset::treg)]};
}

}  // namespace

TEST_CASE("regulatory T cells keep CD8 T cells from binding") {
  CHECK(bound_minutes({}) < bound_minutes({"regulatory_suppression"}));
}

TEST_CASE(
    "helpers need CD4 precursors, fewer without HLA risk, regulatory T cells their set point") {
  const Entrants both = exported({}, {});
  CHECK(both.helpers > 0);
  CHECK(both.regulators > 0);
  CHECK(exported({"parameters.central_tolerance_gap.hla_risk=0"}, {}).helpers <
        0.8 * static_cast<double>(both.helpers));
  const Entrants no_helpers = exported({"parameters.central_tolerance_gap.helpers=0"}, {});
  CHECK(no_helpers.helpers == 0);
  CHECK(no_helpers.regulators > 0);
  CHECK(exported({}, {"regulatory_set_point"}).regulators == 0);
}
