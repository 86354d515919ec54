// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace isletsim::detail {

/// One file of one frame.
struct FramePart {
  std::string file;  ///< relative to the run directory
  std::string name;  ///< of the block in ParaView: "i0003 spread"
};

/// The files of one moment.
struct IndexedFrame {
  std::int64_t number;
  double time;                   ///< [day]
  std::vector<FramePart> parts;  ///< in the order of the blocks, the same in every frame
};

/// A ParaView collection (.pvd): which files make up which time step.
class FrameIndex {
 public:
  explicit FrameIndex(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::vector<IndexedFrame>& frames() const { return frames_; }
  /// Reads the file if it exists. Throws IoError if it is no index written by `save`.
  void load();
  /// Replaces the file, whole.
  void save() const;
  /// Appends a frame, which must be later than all.
  void append(IndexedFrame frame);
  /// Forgets the frames from a number or a time [day] on, and returns the files that no other frame
  /// refers to.
  [[nodiscard]] std::vector<std::string> drop_from(std::int64_t number, double time);

 private:
  std::filesystem::path path_;
  std::vector<IndexedFrame> frames_;
};

}  // namespace isletsim::detail
