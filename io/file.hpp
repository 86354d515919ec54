// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace isletsim {

/// An open file that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool valid() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// What the system says of error number `error`, with the full disk called by its name.
[[nodiscard]] std::string system_reason(int error);

/// "cannot <action>: <reason>" about `path`; a full disk suggests to make room.
[[nodiscard]] IoError file_error(const std::filesystem::path& path, std::string_view action,
                                 int error);

/// Writes all of `bytes` at the end of an open file. Throws IoError.
void write_all(const FileDescriptor& file, const std::filesystem::path& path,
               std::string_view bytes);

/// Writes a file that appears whole or not at all: into `<path>.partial`, synced, then renamed.
/// Throws IoError and leaves what was at `path` unchanged.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

/// Makes what was written to `path` and its name in its folder outlast a power failure, and gives
/// it its final name. Throws IoError.
void publish_file(const std::filesystem::path& partial, const std::filesystem::path& path);

/// The name under which a file is written before it is whole.
[[nodiscard]] std::filesystem::path partial_name(const std::filesystem::path& path);

/// Whether two paths lead to one file, whatever links they pass. Where a path names no file yet, it
/// counts as the file that would be made there.
[[nodiscard]] bool same_file(const std::filesystem::path& first,
                             const std::filesystem::path& second);

/// A file that a command reads or writes, and what it is in messages: "the sweep".
struct FileInUse {
  std::filesystem::path path;
  std::string role;
};

/// Refuses to write `output`, which `option` names, over a file in use. Throws ConfigError.
void require_own_file(const std::filesystem::path& output, std::string_view option,
                      std::span<const FileInUse> in_use);

/// The contents of a regular file of at most `largest` bytes. Throws IoError.
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& path,
                                          std::uintmax_t largest = std::uintmax_t{1} << 30);

/// Disk space that a file under `path` could take [byte]; `path` itself need not exist yet. The
/// greatest number where the file system does not report it.
[[nodiscard]] std::uintmax_t free_disk(const std::filesystem::path& path);

}  // namespace isletsim
