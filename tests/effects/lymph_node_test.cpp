// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

// Naive T cells primed within a day, by antigen that macrophages alone can carry.
std::int64_t primed_by_macrophages(std::vector<std::string> without, double potency = 1) {
  without.emplace_back("dendritic_influx");
  const RunPlan plan =
      plan_test_scenario("exercise",
                         {"cells.dendritic_cell.initial=0",
                          "parameters.lymph_node.macrophage_potency=" + std::to_string(potency)},
                         std::move(without));
  Simulation simulation(plan.model);
  advance(simulation, exchanges_of(plan));
  return simulation.host().pools.primed_total[0];
}

}  // namespace

TEST_CASE("macrophages carry antigen that primes T cells") {
  const std::int64_t primed = primed_by_macrophages({});
  CHECK(primed > 0);
  CHECK(primed_by_macrophages({"macrophage_departure"}) == 0);
  // The weaker they are, the fewer.
  CHECK(primed_by_macrophages({}, 0.01) < primed);
  CHECK(primed_by_macrophages({}, 0) == 0);
}

TEST_CASE("no T cell is primed where naive T cells do not visit the lymph node") {
  CHECK(primed_by_macrophages({"naive_recirculation"}) == 0);
}

TEST_CASE("patients differ in avidity, precursors and regulatory set point, by their seed") {
  double previous = 0;
  for (int seed = 1; seed <= 3; ++seed) {
    const std::string run_seed = "run.seed=" + std::to_string(seed);
    Simulation simulation(plan_test_scenario("exercise", {run_seed}).model);
    const HostPools& pools = simulation.host().pools;
    CHECK(pools.avidity[0] != previous);
    CHECK(pools.regulatory_ratio[0] != 0.07);
    previous = pools.avidity[0];
    // Every clone and helper of the patient shares the factor; the spread within is the same.
    const auto& model = simulation.host().model();
    CHECK(model.clone_avidity[clone_of(Cd4Subset::th0)] == pools.avidity[0]);
    Simulation alike(
        plan_test_scenario("exercise", {run_seed, "parameters.avidity.patient_log_sd=0"}).model);
    CHECK(alike.host().pools.avidity[0] == 1);
    for (std::size_t k = 0; k < avidity_classes; ++k)
      CHECK(model.clone_avidity[k] ==
            doctest::Approx(alike.host().model().clone_avidity[k] * pools.avidity[0]));
  }
}
