// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>

#include "core/parameters/schema.hpp"
#include "scenarios/experiments/sweep.hpp"

namespace isletsim {

/// Reads a sweep (docs/sweeps.md), and checks it and what it makes of its scenarios. Throws
/// ConfigError with every fault found.
[[nodiscard]] Sweep read_sweep(const std::filesystem::path& file);

/// The tables of a sweep file whose keys are fixed: what `read_sweep` knows.
[[nodiscard]] Schema sweep_schema();

}  // namespace isletsim
