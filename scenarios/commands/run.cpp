// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/run.hpp"

#include <fmt/format.h>

#include "core/engine/parallel.hpp"
#include "io/run_directory.hpp"
#include "scenarios/commands/run_report.hpp"
#include "scenarios/console.hpp"
#include "scenarios/runner/disk_estimate.hpp"
#include "scenarios/runner/runner.hpp"

namespace isletsim {

int run(const RunOptions& options) {
  RunPlan plan = plan_run(options.scenario, options.overrides);
  const int threads = options.threads.value_or(default_threads());
  auto simulation = make_simulation(plan, threads);
  const std::filesystem::path out = options.out.value_or(default_directory(plan));
  require_disk(estimate_disk(plan, *simulation), out, options.overwrite ? overwritten_size(out) : 0,
               "make room, write fewer frames (--frames none, or a longer interval), or choose a "
               "place on another disk with --out");
  RunDirectory directory =
      RunDirectory::create(out, options.overwrite ? Overwrite::yes : Overwrite::no,
                           options.out ? MissingParent::refuse : MissingParent::create);
  Runner runner(std::move(plan), std::move(simulation), std::move(directory),
                {threads, options.quiet || options.json});
  const RunStatus status = runner.go();
  const int code = report_run(runner, status, options.json, options.quiet);
  if (!options.json && !options.quiet) print(fmt::format("\nwritten to {}\n", out.string()));
  return code;
}

}  // namespace isletsim
