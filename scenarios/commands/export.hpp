// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace isletsim {

/// `isletsim export`: the cells of a run as CSV on standard output.
struct ExportOptions {
  std::filesystem::path directory;
  bool cells = false;
  bool tracks = false;
  std::optional<std::string> time{};   ///< of the cells; the end, if not stated
  std::optional<std::string> from{};   ///< begin of the tracks; the start
  std::optional<std::string> until{};  ///< end of the tracks; the run's
};

/// Cells come from the newest checkpoint up to `time`, from which the run is repeated to it in
/// memory; so do tracks, at each exchange. Either is what the run had, to the last bit.
int run(const ExportOptions& options);

}  // namespace isletsim
