// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/export.hpp"

#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "core/parameters/quantity.hpp"
#include "io/checkpoint.hpp"
#include "io/run_directory.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/cell_table.hpp"
#include "scenarios/runner/run_plan.hpp"
#include "scenarios/runner/runner.hpp"

namespace isletsim {

namespace {

/// A time since the run's start [min]. Throws ConfigError where it is none, or not within the run.
double to_minutes(const std::string& text, const char* option, double end) {
  const auto fail = [&](std::string problem, std::string why) {
    throw ConfigError(Fault{.problem = std::move(problem),
                            .value = text,
                            .why = std::move(why),
                            .suggestion = "write a time within the run, such as \"12 h\"",
                            .key = option});
  };
  double minutes = 0;
  try {
    minutes = QuantityUnit("min").parse(text);
  } catch (const ConfigError& error) {
    fail(error.faults().front().problem, error.faults().front().why);
  }
  constexpr double tolerance = 1e-6;
  if (minutes < 0 || minutes > end + tolerance)
    fail("not within the run", fmt::format("it goes to day {:g}", end / minutes_per_day));
  return minutes;
}

/// The state of a run at the newest checkpoint that is not after `time` [min].
std::unique_ptr<Simulation> restore(const RunPlan& plan, const std::filesystem::path& directory,
                                    double time, int threads) {
  const auto checkpoints = list_checkpoints(directory / "checkpoints");
  std::unique_ptr<Simulation> simulation = make_simulation(plan, threads);
  for (auto checkpoint = checkpoints.rbegin(); checkpoint != checkpoints.rend(); ++checkpoint) {
    if (static_cast<double>(checkpoint->step) * plan.motility_step() > time + 0.5) continue;
    const auto sections = simulation->sections();
    static_cast<void>(read_checkpoint(checkpoint->path, sections));
    simulation->rebuild_derived();
    return simulation;
  }
  return simulation;  // as it was made at the start
}

}  // namespace

int run(const ExportOptions& options) {
  if (options.cells == options.tracks)
    throw ConfigError(Fault{.problem = "nothing to export",
                            .why = "either cells or tracks",
                            .suggestion = "add --cells or --tracks"});
  const Manifest manifest = read_run_manifest(options.directory);
  const RunPlan plan = plan_of_run(options.directory, manifest, {});
  const double end = manifest.simulated_days * minutes_per_day;
  double from = options.tracks ? 0 : end;
  double until = end;
  if (options.cells && options.time) from = until = to_minutes(*options.time, "--time", end);
  if (options.tracks && options.from) from = to_minutes(*options.from, "--from", end);
  if (options.tracks && options.until) until = to_minutes(*options.until, "--until", end);

  const int threads = default_threads();
  const auto simulation = restore(plan, options.directory, from, threads);
  ThreadPool pool(threads);
  pool.run([&] {
    const auto at = [&](double time) {
      return simulation->time() >= time - 0.5 * plan.motility_step();
    };
    while (!at(from)) simulation->advance();
    const CellTable table(options.cells ? CellTableKind::cells : CellTableKind::tracks,
                          simulation->sections());
    print(table.header());
    for (;;) {
      print(table.rows(simulation->time() / minutes_per_day, simulation->sections()));
      if (at(until)) return;
      simulation->advance();
    }
  });
  return exit_code::done;
}

}  // namespace isletsim
