// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <optional>

namespace isletsim {

enum class Benchmark { fields, islet, patient };

/// isletsim bench WHAT
struct BenchOptions {
  Benchmark what;
  std::optional<int> threads = {};  ///< of a patient, compared with one
  bool quick = false;
  bool json = false;
};

/// Measures the program's speed on this machine.
int run(const BenchOptions& options);

}  // namespace isletsim
