// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/state/column.hpp"
#include "core/state/state_hash.hpp"
#include "io/series.hpp"

namespace isletsim {

/// What a checkpoint says besides the state.
struct CheckpointInfo {
  std::int64_t step = 0;                  ///< motility steps since the run's start
  double time = 0;                        ///< since the run's start [min]
  StateHash scenario_hash{};              ///< as in the manifest
  std::vector<SeriesLength> series = {};  ///< of the series at that time
  std::int64_t frames = 0;                ///< frames taken so far
  StateHash state_hash{};                 ///< of the state; write_checkpoint fills it in
};

/// A checkpoint file.
struct CheckpointFile {
  std::filesystem::path path;
  std::int64_t step;
};

/// Name of the checkpoint of a step; names sort as steps do.
[[nodiscard]] std::string checkpoint_name(std::int64_t step);

/// What a checkpoint takes [byte]. `islet` stands for all.
[[nodiscard]] std::uintmax_t checkpoint_size(const StateSection& islet, const StateSection& host,
                                             std::uintmax_t islets);

/// Writes state and tallies as an SQLite file that appears whole or not at all, and returns the
/// hash of the state, which also replaces `info.state_hash`; `known` is that hash where the caller
/// has it. Throws IoError.
StateHash write_checkpoint(const std::filesystem::path& path, CheckpointInfo info,
                           std::span<const StateSection> sections,
                           std::optional<StateHash> known = {});

/// Reads and verifies a checkpoint without its state. Throws IoError.
[[nodiscard]] CheckpointInfo read_checkpoint_info(const std::filesystem::path& path);

/// Fills the tables of `sections` from a checkpoint, calls their columns_restored() and compares
/// the state's hash. A tally that the checkpoint lacks starts at its initial value; one that is no
/// longer known is passed over. The tables are touched only once the file's checksum, and every table, column,
/// type and number of rows have proved to fit. Throws IoError.
CheckpointInfo read_checkpoint(const std::filesystem::path& path,
                               std::span<const StateSection> sections);

/// The checkpoints in a folder in the order of their steps; other files do not count.
[[nodiscard]] std::vector<CheckpointFile> list_checkpoints(const std::filesystem::path& folder);

/// Removes all checkpoints but the first, the last two and those of the steps `keep`.
void prune_checkpoints(const std::filesystem::path& folder, std::span<const std::int64_t> keep);

}  // namespace isletsim
