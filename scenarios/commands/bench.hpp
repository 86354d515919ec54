// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

enum class Benchmark { fields, islet };

/// isletsim bench WHAT
struct BenchOptions {
  Benchmark what;
  bool quick = false;
  bool json = false;
};

/// Measures the program's speed on this machine.
int run(const BenchOptions& options);

}  // namespace isletsim
