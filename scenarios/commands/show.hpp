// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>

namespace isletsim {

/// isletsim show SCENARIO
struct ShowOptions {
  std::string scenario;
};

/// Prints the effective scenario: every value with unit, source, and where it was set.
int run(const ShowOptions& options);

}  // namespace isletsim
