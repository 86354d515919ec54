// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/check.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

std::string report(const RunPlan& plan) {
  const auto& extent = plan.lattice.extent();
  return fmt::format("{}: valid; {} x {} x {} sites in {} islet{}, {:.0f} MiB of memory\n",
                     plan.scenario, extent[0], extent[1], extent[2],
                     plan.model.host->patient.islets_simulated,
                     plan.model.host->patient.islets_simulated == 1 ? "" : "s",
                     static_cast<double>(memory_estimate(plan)) / 1048576.0);
}

}  // namespace

int run(const CheckOptions& options) {
  std::vector<Fault> faults;
  for (const std::string& scenario : options.scenarios) {
    try {
      const RunPlan plan = plan_run(scenario, {});
      print(report(plan));
      for (const std::string& warning : plan.warnings()) print_error("warning: " + warning);
    } catch (const ConfigError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw ConfigError(std::move(faults));
  return exit_code::done;
}

}  // namespace isletsim
