// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "io/results_database.hpp"
#include "scenarios/experiments/sweep.hpp"
#include "scenarios/experiments/workers.hpp"

namespace isletsim {

/// How the work on a sweep ended.
struct SweepOutcome {
  bool interrupted = false;
  std::vector<std::string> undone{};  ///< runs whose workers died again and again, with how
};

/// Carries out the selected runs of a sweep that its database does not hold yet, and records each.
/// A run whose worker dies is tried again; where its workers keep dying it is left undone, since
/// the cause is then the machine, not the run. `report` is called whenever runs were recorded.
[[nodiscard]] SweepOutcome carry_out(const Sweep& sweep, RunSelection runs,
                                     ResultsDatabase& database, Workers& workers,
                                     const std::function<void()>& report);

}  // namespace isletsim
