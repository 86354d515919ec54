// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <optional>

#include "io/results_database.hpp"
#include "scenarios/experiments/sweep.hpp"
#include "scenarios/experiments/sweep_runner.hpp"

namespace isletsim {

/// How a sweep is carried out; nothing of it reaches the results.
struct SweepConduct {
  std::optional<int> workers{};  ///< as many as there are processors, where nothing is said
  bool quiet = false;
};

/// Carries out what is left of a sweep with workers on this machine, and shows how it goes.
[[nodiscard]] SweepOutcome work_on(const Sweep& sweep, ResultsDatabase& database,
                                   const SweepConduct& conduct);

/// Says on standard error which runs failed or were left undone, and gives the exit code.
[[nodiscard]] int report_failures(const ResultsDatabase& database, const SweepOutcome& outcome);

}  // namespace isletsim
