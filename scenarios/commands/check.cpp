// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/check.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "io/file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/disk_estimate.hpp"
#include "scenarios/runner/interruption.hpp"
#include "scenarios/runner/probe.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

std::string describe_space(const RunPlan& plan, const DiskEstimate& disk, std::uintmax_t free) {
  const auto& extent = plan.lattice.extent();
  const std::int64_t islets = plan.model.host->patient.islets_simulated;
  const MemoryEstimate memory = memory_estimate(plan);
  return fmt::format(
      "{}: valid; {} x {} x {} sites in {} islet{}\n"
      "  fields  {} (cytokines.mode): MSCs' factors times {:g}, macrophages' cytokines times {:g}\n"
      "  memory  {}, {} of it for fields: {:.1f} times their concentrations; {} available\n"
      "  disk    about {}; {} free\n",
      plan.scenario, extent[0], extent[1], extent[2], islets, islets == 1 ? "" : "s",
      plan.settings.get<CytokineSettings>("cytokines").mode,
      plan.model.islet->gains.local_retention, plan.model.islet->gains.macrophage_cytokines,
      bytes_in_words(memory.total), bytes_in_words(memory.fields), memory.fields_by_concentrations,
      bytes_in_words(memory_available()), in_words(disk), bytes_in_words(free));
}

std::string describe_time(const RunPlan& plan, const RunTime& time, int threads) {
  return fmt::format("  time    {} to {} on {} thread{} ({}; {})\n", seconds_in_words(time.least),
                     seconds_in_words(time.most), threads, threads == 1 ? "" : "s",
                     seconds_in_words(seconds_per_minute * plan.run.duration), time.basis);
}

/// Prints what a run would take; false if it was interrupted.
bool report(const RunPlan& plan) {
  const int threads = default_threads();
  auto one_islet = simulate_one_islet(plan, threads);
  const DiskEstimate disk = estimate_disk(plan, *one_islet);
  const std::filesystem::path directory = default_directory(plan);
  const std::uintmax_t free = free_disk(directory);
  print(describe_space(plan, disk, free));
  flush_output();
  std::vector<std::string> warnings = plan.warnings();
  if (disk.total() > free) {
    warnings.push_back(
        fmt::format("{}: a run would be refused for want of disk", directory.string()));
  }
  for (const std::string& warning : warnings) print_error("warning: " + warning);
  std::optional<RunTime> time;
  try {
    time = probe_run_time(plan, std::move(one_islet), disk, threads);
    if (!time) return false;
  } catch (const std::exception& error) {
    // How far a probe comes depends on the machine, so it has no say in what is valid.
    print_error(fmt::format("warning: the run time is not known: {}", error.what()));
    return true;
  }
  print(describe_time(plan, *time, threads));
  flush_output();
  return true;
}

}  // namespace

int run(const CheckOptions& options) {
  const Interruption interruption;
  std::vector<Fault> faults;
  bool interrupted = false;
  for (const std::string& scenario : options.scenarios) {
    if (interrupted) break;
    try {
      interrupted = !report(plan_run(scenario, {}));
    } catch (const ConfigError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw ConfigError(std::move(faults));
  return interrupted ? exit_code::interrupted : exit_code::done;
}

}  // namespace isletsim
