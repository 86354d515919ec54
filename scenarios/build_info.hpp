// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>

namespace isletsim {

/// The source of the running program and its build.
struct BuildInfo {
  std::string version;     ///< of isletsim: "0.1.0"
  int results_epoch;       ///< of CHANGELOG.md: programs of one epoch give the same results
  std::string git;         ///< `git describe` of the source tree; "unknown" outside a checkout
  std::string compiler;    ///< name and version
  std::string build_type;  ///< CMake's: "Release"
  std::string flags;       ///< given to the compiler beside the project's own
  std::string checks;      ///< "on" where preconditions and invariants are checked at run time
  std::string sanitizers;  ///< as given to -fsanitize=; empty where there are none
};

[[nodiscard]] BuildInfo build_info();

}  // namespace isletsim
