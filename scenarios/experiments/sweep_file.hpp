// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>

#include "core/parameters/schema.hpp"
#include "scenarios/experiments/sweep.hpp"

namespace isletsim {

/// Reads a sweep (docs/sweeps.md), and checks all of it but the values that it gives to the keys of
/// scenarios, for which there is check(). Throws ConfigError with every fault found.
[[nodiscard]] Sweep read_sweep(const std::filesystem::path& file);

/// The tables of a sweep file whose keys are fixed: what `read_sweep` knows.
[[nodiscard]] Schema sweep_schema();

}  // namespace isletsim
