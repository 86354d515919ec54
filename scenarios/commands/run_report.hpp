// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/runner/runner.hpp"

namespace isletsim {

/// Prints the manifest of a run that ended or its summary, as asked for, and returns its exit code.
int report_run(const Runner& runner, RunStatus status, bool json, bool quiet);

}  // namespace isletsim
