// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/run_report.hpp"

#include <fmt/format.h>

#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"

namespace isletsim {

namespace {

void print_summary(const Runner& runner) {
  const RunPlan& plan = runner.plan();
  const Manifest& manifest = runner.manifest();
  const PatientSettings& patient = plan.model.host->patient;
  print(fmt::format("\n{}: {} islet{} of a {}, seed {}, {:g} days in {:.1f} s\n\n", plan.scenario,
                    patient.islets_simulated, patient.islets_simulated == 1 ? "" : "s",
                    to_string(plan.run.species), plan.run.seed, manifest.simulated_days,
                    manifest.wall_seconds));
  print(runner.summary().table(patient.age));
}

}  // namespace

int report_run(const Runner& runner, RunStatus status, bool json, bool quiet) {
  if (json) {
    print(to_json(runner.manifest()) + "\n");
  } else if (!quiet) {
    print_summary(runner);
  }
  return status == RunStatus::interrupted ? exit_code::interrupted : exit_code::done;
}

}  // namespace isletsim
