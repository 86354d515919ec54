// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>

namespace isletsim {

/// The folder of the scenarios that come with the program, found relative to the program: the
/// installed one, or the checkout's where the program runs from a build folder. Throws IoError
/// where there is neither.
[[nodiscard]] std::filesystem::path scenario_folder();

}  // namespace isletsim
