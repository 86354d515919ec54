// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/show.hpp"

#include "io/scenario_file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

int run(const ShowOptions& options) {
  print(write_scenario(plan_run(options.scenario, {}).settings));
  return exit_code::done;
}

}  // namespace isletsim
