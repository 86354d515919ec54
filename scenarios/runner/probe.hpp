// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "agents/simulation.hpp"
#include "scenarios/runner/disk_estimate.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

/// The patient of a plan at the start of the run, with the first islet alone. Throws ConfigError
/// where the settings cannot be met together, as a run would.
[[nodiscard]] std::unique_ptr<Simulation> simulate_one_islet(const RunPlan& plan, int threads);

/// Estimated duration of a run, from its first moments.
struct RunTime {
  double least;       ///< [s]
  double most;        ///< [s]
  std::string basis;  ///< what the range is based on, in words
};

/// Runs the patient of simulate_one_islet in memory for a second, as the scenario says, and once
/// more for a second with leukocytes added, as an islet under attack fills with them; but for as long
/// at least as it takes every factor to move. A run takes something between these paces, give or
/// take a quarter, by which runs differ on a busy machine, and the time to write what `disk` says
/// to a quick or a slow disk. Writes nothing itself. Nothing if it was interrupted.
[[nodiscard]] std::optional<RunTime> probe_run_time(const RunPlan& plan,
                                                    std::unique_ptr<Simulation> one_islet,
                                                    const DiskEstimate& disk, int threads);

/// "20 s", "3 min", "2.5 h", "4 days".
[[nodiscard]] std::string seconds_in_words(double seconds);

}  // namespace isletsim
