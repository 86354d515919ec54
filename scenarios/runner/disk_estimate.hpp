// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "agents/simulation.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

/// The outputs of a run that are already on the disk.
struct Standing {
  std::int64_t step = -1;       ///< last step whose outputs are there; −1: none
  std::size_t checkpoints = 0;  ///< number of checkpoints there
};

/// Disk space that a run takes beyond the existing outputs [byte].
struct DiskEstimate {
  std::int64_t frame_count = 0;
  std::uintmax_t frames = 0;       ///< compressed
  std::uintmax_t checkpoints = 0;  ///< as many as there are at once
  std::uintmax_t series = 0;
  std::uintmax_t others = 0;

  [[nodiscard]] std::uintmax_t total() const { return frames + checkpoints + series + others; }
};

/// Estimates from the tables of a simulation of the plan, which may have the first islet only:
/// islets are assumed to be alike, and to keep their present number of cells.
[[nodiscard]] DiskEstimate estimate_disk(const RunPlan& plan, Simulation& simulation,
                                         const Standing& standing = {});

/// "38 MiB (frames 36 MiB, checkpoints 1.9 MiB, series 340 KiB)".
[[nodiscard]] std::string in_words(const DiskEstimate& estimate);

/// A number of bytes with a unit: "1.2 GiB".
[[nodiscard]] std::string bytes_in_words(std::uintmax_t bytes);

/// Throws IoError, as a disk does that fills up later (the scenario is not at fault), which names
/// the estimate, what is free and `way_out`, where the disk under `directory` has less room than
/// the estimate, `reclaimed` bytes included.
void require_disk(const DiskEstimate& estimate, const std::filesystem::path& directory,
                  std::uintmax_t reclaimed, const std::string& way_out);

}  // namespace isletsim
