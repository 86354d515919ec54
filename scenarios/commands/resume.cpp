// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/resume.hpp"

#include <fmt/format.h>

#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "io/run_directory.hpp"
#include "scenarios/commands/run_report.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/runner.hpp"

namespace isletsim {

int run(const ResumeOptions& options) {
  RunDirectory directory = RunDirectory::open(options.directory);
  const Manifest former = read_manifest(options.directory / "manifest.json");
  RunPlan plan = plan_of_run(options.directory, former, {.until = options.until});
  plan.scenario = former.scenario;
  if (former.simulated_days * minutes_per_day >= plan.run.duration - 0.5 * plan.motility_step() &&
      former.status == RunStatus::complete) {
    if (options.json) {
      print(to_json(former) + "\n");
    } else if (!options.quiet) {
      print(fmt::format("{} is complete at day {:g}\n", options.directory.string(),
                        former.simulated_days));
    }
    return exit_code::done;
  }
  Runner runner =
      Runner::resume(std::move(plan), std::move(directory),
                     {options.threads.value_or(default_threads()), options.quiet || options.json});
  return report_run(runner, runner.go(), options.json, options.quiet);
}

}  // namespace isletsim
