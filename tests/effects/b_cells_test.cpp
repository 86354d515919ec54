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

/// B cells and autoantibodies after a day.
struct Course {
  std::int64_t most_activated = 0;  ///< B cells in the islet at once
  std::int64_t departed = 0;        ///< B cells that stood in the lymph node, cells · hours
  std::int64_t most_plasma_cells = 0;
  double autoantibodies = 0;  ///< at the end
  int highest_stage = 0;
  std::int64_t exported = 0;  ///< B cells
};

// Glucose stays as it is at the start: it makes stages 2 and 3.
Course course_of(const std::vector<std::string>& set, std::vector<std::string> without) {
  without.emplace_back("glucose_steady_state");
  const RunPlan plan = plan_test_scenario("exercise", set, without);
  Simulation simulation(plan.model);
  const Host& host = simulation.host();
  Course course;
  for (std::int64_t exchange = 0; exchange < exchanges_of(plan); ++exchange) {
    simulation.advance();
    const auto& b_cells = simulation.islets().front()->cells<BCells>();
    std::int64_t activated = 0;
    for (std::size_t i = 0; i < b_cells.size(); ++i)
      activated += b_cells.is(BCellState::activated, i) ? 1 : 0;
    course.most_activated = std::max(course.most_activated, activated);
    for (const std::int64_t weight : host.b_cells.weight.values()) course.departed += weight;
    course.most_plasma_cells = std::max(course.most_plasma_cells, host.pools.plasma_cells[0]);
  }
  course.autoantibodies = host.pools.autoantibodies[0];
  course.highest_stage = host.pools.highest_stage[0];
  course.exported = host.pools.exported[clone_of(BCellState::naive)] +
                    host.pools.exported[clone_of(BCellState::regulatory)];
  return course;
}

// Kills in half a day beside B cells, all of which are activated.
std::int64_t kills(const std::vector<std::string>& without) {
  std::vector<std::string> off{"b_cell_departure", "membrane_barrier",
                               "regulatory_b_cell_conversion"};
  off.insert(off.end(), without.begin(), without.end());
  const RunPlan plan = plan_test_scenario(
      "exercise", {"cells.b_cell.initial=60", "parameters.b_cell_ctl_activation.factor=4"}, off);
  Simulation simulation(plan.model);
  auto& b_cells = simulation.islets().front()->cells<BCells>();
  for (std::uint8_t& state : b_cells.state.values())
    state = static_cast<std::uint8_t>(BCellState::activated);
  advance(simulation, 12);
  return simulation.islets().front()->ledger().kills[0];
}

// CD4⁺ T cells that commit in a day in a body of 2000 islets.
std::int64_t committed_helpers(const std::vector<std::string>& without) {
  const RunPlan plan = plan_test_scenario("exercise", {"patient.islets_represented=2000"}, without);
  Simulation simulation(plan.model);
  advance(simulation, exchanges_of(plan));
  const HostPools& pools = simulation.host().pools;
  return pools.exported[clone_of(Cd4Subset::th0)] + pools.exported[clone_of(Cd4Subset::th1)];
}

}  // namespace

TEST_CASE("antigen activates B cells, which leave, become plasma cells and make stage 1") {
  const std::vector<std::string> many{"cells.b_cell.initial=40"};
  const Course all = course_of(many, {});
  MESSAGE("activated ", all.most_activated, ", in the node ", all.departed, ", plasma cells ",
          all.most_plasma_cells, ", autoantibodies ", all.autoantibodies);
  CHECK(all.most_activated > 0);
  CHECK(all.departed > 0);
  CHECK(all.most_plasma_cells > 0);
  CHECK(all.autoantibodies > 0.5);
  CHECK(all.highest_stage == 1);

  const Course no_antigen = course_of(many, {"b_cell_antigen_capture"});
  CHECK(no_antigen.most_activated == 0);
  CHECK(no_antigen.departed == 0);
  const Course not_activated = course_of(many, {"b_cell_activation"});
  CHECK(not_activated.most_activated == 0);
  const Course stay = course_of(many, {"b_cell_departure"});
  CHECK(stay.most_activated > all.most_activated);
  CHECK(stay.departed == 0);
  CHECK(stay.most_plasma_cells == 0);
  const Course no_plasma = course_of(many, {"plasma_cell_formation"});
  CHECK(no_plasma.departed > 0);
  CHECK(no_plasma.autoantibodies == 0);
  CHECK(no_plasma.highest_stage == 0);
  CHECK(course_of(many, {"plasma_cell_death"}).autoantibodies > all.autoantibodies);
  CHECK(course_of(many, {"autoantibody_production"}).autoantibodies == 0);
}

TEST_CASE("without autoreactive precursors no B cell is sent out, and no autoantibody appears") {
  const Course all = course_of({"cells.b_cell.initial=0"}, {});
  CHECK(all.exported > 0);
  const Course control = course_of({"cells.b_cell.initial=0"}, {"central_tolerance_gap"});
  CHECK(control.exported == 0);
  CHECK(control.autoantibodies == 0);
  CHECK(course_of({"cells.b_cell.initial=0"}, {"b_cell_recruitment"}).exported == 0);
}

TEST_CASE("T cells kill faster beside activated B cells") {
  const std::int64_t helped = kills({});
  const std::int64_t alone = kills({"b_cell_ctl_activation"});
  MESSAGE("kills with B cells ", helped, ", without their help ", alone);
  CHECK(helped > alone);
}

TEST_CASE("B cells raise the commitment of CD4 T cells") {
  const std::int64_t helped = committed_helpers({});
  const std::int64_t alone = committed_helpers({"b_cell_help"});
  MESSAGE("helpers sent out ", helped, ", without B cells ", alone);
  CHECK(helped > alone);
}
