// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/state/column.hpp"
#include "viz/frame_writer.hpp"

namespace isletsim::detail {

/// The script that opens a run in ParaView: viz/paraview_template.py with the run directory
/// and what the sections hold: cell types with their colours, factors with their units, the islets
/// and their boxes.
[[nodiscard]] std::string paraview_script(const std::filesystem::path& run_directory,
                                          const FrameProvenance& provenance,
                                          const FrameSelection& selection,
                                          std::span<const StateSection> sections);

}  // namespace isletsim::detail
