// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/sweep.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/experiments/sweep_file.hpp"
#include "scenarios/experiments/sweep_report.hpp"
#include "scenarios/experiments/sweep_session.hpp"

namespace isletsim {

namespace {

void print_status(const ResultsDatabase& database, bool json) {
  const SweepProgress progress = database.progress();
  print(json ? write_json(to_json(database)) + '\n'
             : fmt::format("{}: {}{}\n", database.path().string(), in_words(progress),
                           progress.running ? "" : "; no process is at work"));
}

}  // namespace

int run(const SweepOptions& options) {
  if (!options.merge.empty()) {
    print_status(ResultsDatabase::merge(options.database, options.merge), options.json);
    return exit_code::done;
  }
  if (options.status) {
    print_status(ResultsDatabase::read(options.database), options.json);
    return exit_code::done;
  }
  SweepCrew crew({options.workers, options.quiet || options.json, options.runs});
  if (crew.serves()) {
    crew.serve();
    return exit_code::done;
  }
  const Sweep sweep = read_sweep(*options.file);
  if (options.runs == RunSelection::check && sweep.check.empty())
    throw ConfigError({.problem = "no run to check",
                       .why = "--only-check does the runs that 'check' names",
                       .suggestion = "name some, as in check = [1, 20]",
                       .file = *options.file,
                       .key = "sweep.check"});
  const ResultsPlan plan = results_plan(sweep, options.shard.value_or(Shard{}));
  std::vector<FileInUse> in_use = inputs_of(sweep);
  in_use.push_back({*options.file, "the sweep"});
  require_own_outputs(options.database, options.csv, std::move(in_use));
  ResultsDatabase database = ResultsDatabase::open(options.database, plan);
  const SweepOutcome outcome = crew.work_on(sweep, database);
  if (options.csv)
    write_whole_file(*options.csv, results_csv(database, "isletsim sweep " + *options.file));
  if (options.json) {
    print(write_json(results_json(database, options.within)) + '\n');
  } else if (!options.quiet) {
    print(fmt::format("{}\nwritten to {}: {}\n", results_table(database, options.within),
                      database.path().string(), in_words(database.progress())));
  }
  return report_failures(database, outcome);
}

}  // namespace isletsim
