// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/file.hpp"
#include "io/manifest.hpp"

namespace isletsim {

/// What to do about an output directory that exists.
enum class Overwrite { no, yes };
/// What to do about an output directory whose folder does not exist.
enum class MissingParent { refuse, create };

/// The process that holds a run directory.
struct LockHolder {
  long process;
  std::string host;
};

/// The folder that one run writes, held by this process alone.
///
/// Each file is entered by `add` *before* it is made, in a list that outlives a killed run. So
/// `--overwrite` knows what belongs to the run and removes nothing else. Not for several threads at
/// once.
class RunDirectory {
 public:
  /// Makes the folder. With Overwrite::yes, an existing one is taken over: files that its manifest
  /// or its list of files names are removed, everything else stays. Throws ConfigError, having
  /// changed nothing, if `path` exists and is not to be overwritten, is no run directory, is held
  /// by a running process or cannot be made; IoError if the disk is full.
  [[nodiscard]] static RunDirectory create(const std::filesystem::path& path,
                                           Overwrite overwrite = Overwrite::no,
                                           MissingParent parent = MissingParent::refuse);

  /// Opens the folder of a run that ended or was killed, to go on in it. Throws ConfigError if it
  /// is none, is held by a running process or cannot be written.
  [[nodiscard]] static RunDirectory open(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Enters a file, given relative to the directory with '/' between folders, makes its folders and
  /// returns where to write it. Entering a file again does nothing. Throws IoError.
  std::filesystem::path add(const std::string& file);

  /// The files entered so far that exist, relative to the directory, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

 private:
  RunDirectory(std::filesystem::path path, FileDescriptor lock);
  void open_list();
  void remove_files_of_former_run();

  std::filesystem::path path_;
  FileDescriptor lock_;
  FileDescriptor list_;
  std::set<std::string> files_;
};

/// Disk space of the files that Overwrite::yes would remove [byte].
[[nodiscard]] std::uintmax_t overwritten_size(const std::filesystem::path& run_directory);

/// The manifest of a run, for reading. Throws ConfigError where `run_directory` is none.
[[nodiscard]] Manifest read_run_manifest(const std::filesystem::path& run_directory);

/// The process that runs in this directory; nothing if there is none, also after a kill or a crash.
[[nodiscard]] std::optional<LockHolder> running_process(const std::filesystem::path& run_directory);

}  // namespace isletsim
