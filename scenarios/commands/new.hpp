// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <string>

namespace isletsim {

/// isletsim new FILE --from SCENARIO
struct NewOptions {
  std::filesystem::path file;
  std::string from;
};

/// Writes a scenario that extends another and changes nothing yet.
int run(const NewOptions& options);

}  // namespace isletsim
