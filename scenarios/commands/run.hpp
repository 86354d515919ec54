// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/scenario_file.hpp"

namespace isletsim {

/// `isletsim run`: one run of a scenario into a directory of its own.
struct RunOptions {
  std::string scenario;
  Overrides overrides{};
  std::optional<std::filesystem::path> out{};
  std::optional<int> threads{};
  bool overwrite = false;
  bool quiet = false;
  bool json = false;
};

int run(const RunOptions& options);

}  // namespace isletsim
