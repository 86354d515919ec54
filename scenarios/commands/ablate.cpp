// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/ablate.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/experiments/ablation.hpp"
#include "scenarios/experiments/sweep_session.hpp"

namespace isletsim {

namespace {

constexpr int usual_seeds = 4;

std::string command_of(const AblateOptions& options, std::int64_t seeds) {
  std::string command = fmt::format("isletsim ablate {} --db {} --seeds {}", options.scenario,
                                    options.database.filename().string(), seeds);
  if (options.until) command += fmt::format(" --until \"{}\"", *options.until);
  if (options.groups) command += " --groups";
  return command;
}

}  // namespace

int run(const AblateOptions& options) {
  SweepCrew crew({options.workers, options.quiet || options.json});
  if (crew.serves()) {
    crew.serve();
    return exit_code::done;
  }
  const std::int64_t seeds = options.seeds.value_or(usual_seeds);
  const Sweep sweep = ablation_of(options.scenario, seeds, options.until,
                                  options.groups ? AblationUnit::group : AblationUnit::mechanism);
  if (std::vector<Fault> faults = faults_in(sweep); !faults.empty())
    throw ConfigError(std::move(faults));
  require_own_outputs(options.database, options.csv, inputs_of(sweep));
  ResultsDatabase database = ResultsDatabase::open(options.database, results_plan(sweep, {}));
  const SweepOutcome outcome = crew.work_on(sweep, database);
  const std::vector<Ablation> ranked = ablations(database);
  if (options.csv)
    write_whole_file(*options.csv, ablation_csv(ranked, database, command_of(options, seeds)));
  if (options.json) {
    print(write_json(ablation_json(ranked)) + '\n');
  } else if (!options.quiet) {
    print(ablation_table(ranked));
  }
  return report_failures(database, outcome);
}

}  // namespace isletsim
