// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace isletsim {

/// The folder of the scenarios that come with the program, found relative to the program: the
/// installed one, or the checkout's where the program runs from a build folder. Throws IoError
/// where there is neither.
[[nodiscard]] std::filesystem::path scenario_folder();

/// The bare names of the scenarios in that folder, sorted.
[[nodiscard]] std::vector<std::string> shipped_scenarios();

}  // namespace isletsim
