// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "viz/atomic_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "core/base/error.hpp"

namespace isletsim::detail {

std::filesystem::path unfinished(const std::filesystem::path& path) {
  std::filesystem::path other = path;
  other += ".partial";
  return other;
}

void put_in_place(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::rename(unfinished(path), path, error);
  if (error) throw IoError(path.string(), "cannot be written (" + error.message() + ")");
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  errno = 0;
  std::ofstream file(unfinished(path), std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) {
    const int reason = errno;
    std::error_code ignored;
    std::filesystem::remove(unfinished(path), ignored);
    throw IoError(path.string(), std::string("cannot be written") +
                                     (reason != 0 ? std::string(" (") + std::strerror(reason) + ")"
                                                  : std::string()));
  }
  put_in_place(path);
}

}  // namespace isletsim::detail
