// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>

#include "scenarios/runner/runner.hpp"

namespace isletsim {

/// The table that a run prints when it ends, for a reader who knows biology.
[[nodiscard]] std::string summary_table(const Runner& runner);

/// Threads to use where none are asked for: the processors that this process may use.
[[nodiscard]] int default_threads();

/// Prints manifest or summary, as asked for, and returns the exit code of the run.
int report_run(const Runner& runner, RunStatus status, bool json, bool quiet);

}  // namespace isletsim
