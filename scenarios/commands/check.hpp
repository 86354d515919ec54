// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>
#include <vector>

namespace isletsim {

/// isletsim check SCENARIO...
struct CheckOptions {
  std::vector<std::string> scenarios;
};

/// Reads and checks scenarios as a run would, and prints what each takes of memory, disk and time.
/// Writes nothing.
int run(const CheckOptions& options);

}  // namespace isletsim
