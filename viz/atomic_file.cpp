// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/atomic_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "core/base/error.hpp"

namespace isletsim::detail {

namespace fs = std::filesystem;

namespace {

/// Brings a file, or the names in a folder, to the disk: 0, or the error number.
int sync_path(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (descriptor < 0) return errno;
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error;
}

[[noreturn]] void fail_to_write(const fs::path& path, int error) {
  std::error_code ignored;
  fs::remove(unfinished(path), ignored);
  const std::string reason = error == 0 ? "" : " (" + std::generic_category().message(error) + ")";
  throw IoError(path.string(), "cannot be written" + reason);
}

}  // namespace

fs::path unfinished(const fs::path& path) {
  fs::path other = path;
  other += ".partial";
  return other;
}

void put_in_place(const fs::path& path) {
  if (const int error = sync_path(unfinished(path), 0); error != 0) fail_to_write(path, error);
  std::error_code error;
  fs::rename(unfinished(path), path, error);
  if (error) fail_to_write(path, error.value());
}

void sync_folder(const fs::path& folder) {
  // Not every file system can do it, and the files themselves are safe already.
  static_cast<void>(sync_path(folder, O_DIRECTORY));
}

void write_whole(const fs::path& path, std::string_view text) {
  errno = 0;
  std::ofstream file(unfinished(path), std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) fail_to_write(path, errno);
  put_in_place(path);
  sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

}  // namespace isletsim::detail
