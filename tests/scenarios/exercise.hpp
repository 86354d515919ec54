// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "agents/simulation.hpp"
#include "core/engine/parallel.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

/// A scenario of tests/scenarios by name, with settings and mechanisms as on the command line.
[[nodiscard]] inline RunPlan plan_test_scenario(const std::string& name,
                                                std::vector<std::string> set = {},
                                                std::vector<std::string> without = {}) {
  return plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/tests/scenarios/" + name + ".toml",
                        {.set = std::move(set), .without = std::move(without)});
}

/// Advances a simulation to the end of its plan, or for a number of exchanges.
inline void advance(Simulation& simulation, std::int64_t exchanges) {
  for (std::int64_t i = 0; i < exchanges; ++i) simulation.advance();
}

[[nodiscard]] inline std::int64_t exchanges_of(const RunPlan& plan) {
  return std::llround(plan.run.duration / plan.model.host->exchange_interval);
}

/// State hash at the end of a plan, computed with `threads` threads.
[[nodiscard]] inline StateHash final_hash(const RunPlan& plan, int threads = 1) {
  ThreadPool pool(threads);
  StateHash hash;
  pool.run([&] {
    Simulation simulation(plan.model);
    advance(simulation, exchanges_of(plan));
    hash = simulation.hash();
  });
  return hash;
}

}  // namespace isletsim
