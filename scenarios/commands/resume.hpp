// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace isletsim {

/// `isletsim resume`: goes on with a run that was interrupted or killed, in its directory.
struct ResumeOptions {
  std::filesystem::path directory;
  std::optional<std::string> until{};
  std::optional<int> threads{};
  bool quiet = false;
  bool json = false;
};

int run(const ResumeOptions& options);

}  // namespace isletsim
