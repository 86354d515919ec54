// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>

namespace isletsim {

/// `isletsim diff`: in what two runs differ.
struct DiffOptions {
  std::filesystem::path first;
  std::filesystem::path second;
  bool json = false;
};

/// Prints the parameters that differ and the first exchange after which the states do. Exits with 0
/// where the runs agree as far as both go, else with 1.
int run(const DiffOptions& options);

}  // namespace isletsim
