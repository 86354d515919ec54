// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/summary.hpp"

#include <sched.h>

#include <fmt/format.h>

#include "core/base/time_units.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"

namespace isletsim {

std::string summary_table(const Runner& runner) {
  const RunPlan& plan = runner.plan();
  const auto& rows = runner.summary();
  const Manifest& manifest = runner.manifest();
  std::string text = fmt::format("\n{}: {} islet{} of a {}, seed {}, {:g} days in {:.1f} s\n\n",
                                 plan.scenario, plan.model.host->patient.islets_simulated,
                                 plan.model.host->patient.islets_simulated == 1 ? "" : "s",
                                 to_string(plan.run.species), plan.run.seed,
                                 manifest.simulated_days, manifest.wall_seconds);
  text += fmt::format("{:>8} {:>9} {:>8} {:>8} {:>7} {:>8} {:>12} {:>6} {:>6} {:>8} {:>9}\n", "day",
                      "age", "β cells", "of start", "CD8⁺ T", "bound", "macrophages", "DCs", "MSCs",
                      "kills", "glucose");
  text += fmt::format("{:>8} {:>9} {:>8} {:>8} {:>7} {:>8} {:>12} {:>6} {:>6} {:>8} {:>9}\n", "",
                      "week", "", "%", "", "to β", "", "", "", "so far", "mg/dl");
  for (const SummaryRow& row : rows) {
    const double share = row.beta_at_start > 0 ? 100.0 * static_cast<double>(row.beta) /
                                                     static_cast<double>(row.beta_at_start)
                                               : 0;
    text += fmt::format(
        "{:>8.1f} {:>9.1f} {:>7} {:>8.0f} {:>7} {:>8} {:>12} {:>6} {:>6} {:>8} {:>9.0f}\n",
        row.time / minutes_per_day, (plan.model.host->patient.age + row.time) / minutes_per_week,
        row.beta, share, row.t_cells, row.bound_t_cells, row.macrophages, row.dendritic_cells,
        row.mesenchymal_stem_cells, row.kills, row.glucose);
  }
  return text;
}

int default_threads() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return CPU_COUNT(&set);
}

int report_run(const Runner& runner, RunStatus status, bool json, bool quiet) {
  if (json) {
    print(to_json(runner.manifest()) + "\n");
  } else if (!quiet) {
    print(summary_table(runner));
  }
  return status == RunStatus::interrupted ? exit_code::interrupted : exit_code::done;
}

}  // namespace isletsim
