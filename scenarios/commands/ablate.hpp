// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace isletsim {

/// `isletsim ablate`: each mechanism off in turn, and the effect.
struct AblateOptions {
  std::string scenario;
  std::filesystem::path database;
  std::optional<int> seeds{};
  std::optional<std::string> until{};
  bool groups = false;
  std::optional<int> workers{};
  std::optional<std::filesystem::path> csv{};
  bool quiet = false;
  bool json = false;
};

int run(const AblateOptions& options);

}  // namespace isletsim
