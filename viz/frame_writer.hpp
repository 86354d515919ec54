// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/state/column.hpp"

namespace isletsim {

/// The origin of a frame; written in each of its files.
struct FrameProvenance {
  std::string program;   ///< name and version: "isletsim 0.1.0"
  std::string scenario;  ///< name of the scenario
  std::uint64_t seed;
};

/// The parts of a run that are drawn.
struct FrameSelection {
  std::vector<std::string> factors = {};   ///< names of the factors; empty: all
  std::vector<std::uint32_t> islets = {};  ///< owners of the sections; empty: all
};

/// Names of the factors that frames of these sections can show: the named components of the columns
/// of voxels.
[[nodiscard]] std::vector<std::string> drawable_factors(std::span<const StateSection> sections);

/// Size of one frame before compression [byte], an upper bound for planning.
[[nodiscard]] std::uintmax_t frame_size(std::span<const StateSection> sections,
                                        const FrameSelection& selection);

/// Writes the state of the islets as frames that ParaView opens, from the column registry alone.
///
///   frames/i0003/cells_00012.vtp   one point per cell: position, id, cell_type, diameter, and
///                                  every shown column of the populations
///   frames/i0003/NAME_00012.vti    one file per table of voxels (block), one array per factor
///   frames/i0003/sites_00012.vti   the site layers; written only when they change, and until then
///                                  later frames refer to the existing file
///   cells.pvd, factors.pvd, sites.pvd   their indices; timestep in days, one part per islet and
///                                  table
///   paraview.py                    opens all of it
///
/// Voxel and site data are cell data of images whose corner is the origin of the islet's box, so
/// every cell lies inside the voxel that holds it. Columns of equal name are merged across
/// populations: where a population lacks one, numbers are NaN and integers −1. Columns of equal
/// name whose labels, units or components differ are kept apart as `<population>_<column>`. Field
/// data hold time (`TimeValue` [day]), provenance, names, units and meaning of the arrays, and
/// names and colours of enumerations.
///
/// Every file appears whole or not at all, and the indices are renewed after each frame, so an
/// interrupted run opens as far as it came. Not safe for calls from several threads at once.
class FrameWriter {
 public:
  using Announce = std::function<void(const std::string& file)>;

  FrameWriter(std::filesystem::path run_directory, FrameProvenance provenance,
              FrameSelection selection);
  FrameWriter(const FrameWriter&) = delete;
  FrameWriter& operator=(const FrameWriter&) = delete;
  FrameWriter(FrameWriter&&) noexcept;
  FrameWriter& operator=(FrameWriter&&) noexcept;
  ~FrameWriter();

  /// Takes over the frames that stand in the run directory up to `time` [min] and removes later
  /// ones; for a run that goes on. Throws IoError if an index cannot be read.
  void keep_frames_until(double time);

  /// Writes frame number `frame` of the selected islets at `time` [min]; sections of the host
  /// (owner 0) are passed over. Frames of this or a higher number, or of this time or later, are
  /// replaced. `announce` receives the name of each file, relative to the run directory, before it
  /// is made. Throws IoError if a file cannot be written.
  void write(
      std::int64_t frame, double time, std::span<const StateSection> sections,
      const Announce& announce = [](const std::string&) {});

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace isletsim
