// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace isletsim {

namespace fs = std::filesystem;

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (this->valid()) ::close(descriptor_);
}

std::string system_reason(int error) {
  switch (error) {
    case ENOSPC: return "disk full";
    case EDQUOT: return "disk quota used up";
    case EFBIG: return "file too large for this system's limits";
    default: return std::generic_category().message(error);
  }
}

IoError file_error(const fs::path& path, std::string_view action, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  return IoError(path.string(), fmt::format("cannot {}: {}", action, system_reason(error)),
                 full ? "make room, then run or resume again" : "");
}

void write_all(const FileDescriptor& file, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw file_error(path, "write", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

fs::path partial_name(const fs::path& path) {
  fs::path partial = path;
  partial += ".partial";
  return partial;
}

namespace {

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

}  // namespace

void publish_file(const fs::path& partial, const fs::path& path) {
  {
    const FileDescriptor file(::open(partial.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid() || ::fsync(file.get()) != 0) throw file_error(path, "write", errno);
  }
  if (::rename(partial.c_str(), path.c_str()) != 0) throw file_error(path, "write", errno);
  // Not every file system can sync a folder, and the file itself is safe already.
  const FileDescriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) ::fsync(folder.get());
}

void write_whole_file(const fs::path& path, std::string_view text) {
  std::error_code unknown;
  if (fs::exists(path, unknown) && !fs::is_regular_file(path, unknown)) {
    throw IoError(path.string(), "cannot write: not a regular file");
  }
  const fs::path partial = partial_name(path);
  try {
    {
      const FileDescriptor file(
          ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
      if (!file.valid()) throw file_error(path, "write", errno);
      write_all(file, path, text);
    }
    publish_file(partial, path);
  } catch (const IoError&) {
    ::unlink(partial.c_str());
    throw;
  }
}

namespace {

/// Where a file would be made that is written to `path`: behind symbolic links, of which the last
/// may lead to nothing.
fs::path destination(fs::path path) {
  constexpr int most_links = 40;  // as Linux has it
  std::error_code error;
  for (int links = 0; links < most_links && fs::is_symlink(path, error); ++links) {
    const fs::path target = fs::read_symlink(path, error);
    if (error) break;
    path = folder_of(path) / target;  // an absolute target replaces the folder
  }
  const fs::path folder = fs::weakly_canonical(folder_of(path), error);
  return (error ? folder_of(path) : folder) / path.filename();
}

}  // namespace

bool same_file(const fs::path& first, const fs::path& second) {
  std::error_code error;
  if (fs::exists(first, error) && fs::exists(second, error))
    return fs::equivalent(first, second, error);
  return destination(first) == destination(second);
}

void require_own_file(const fs::path& output, std::string_view option,
                      std::span<const FileInUse> in_use) {
  for (const FileInUse& file : in_use) {
    // The file under its unfinished name counts: it is written first.
    if (!same_file(output, file.path) && !same_file(partial_name(output), file.path)) continue;
    throw ConfigError(
        Fault{.problem = "would overwrite",
              .value = file.path.string(),
              .why = fmt::format("it is {}, and {} names '{}'", file.role, option, output.string()),
              .suggestion = fmt::format("name another file with {}", option),
              .key = std::string(option)});
  }
}

std::string read_whole_file(const fs::path& path, std::uintmax_t largest) {
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) throw file_error(path, "read", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw file_error(path, "read", errno);
  if (!S_ISREG(status.st_mode)) throw IoError(path.string(), "cannot read: not a regular file");
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  if (size > largest) {
    throw IoError(path.string(),
                  fmt::format("cannot read: {} bytes, where {} are the most", size, largest));
  }
  std::string text(static_cast<std::size_t>(size), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + filled, text.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw file_error(path, "read", errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  text.resize(filled);
  return text;
}

std::uintmax_t free_disk(const fs::path& path) {
  std::error_code error;
  fs::path existing = fs::absolute(path, error);
  while (!error && !fs::exists(existing, error) && existing.has_relative_path()) {
    existing = existing.parent_path();
    error.clear();
  }
  const fs::space_info space = fs::space(existing, error);
  const bool reported = !error && space.capacity > 0;
  return reported ? space.available : std::numeric_limits<std::uintmax_t>::max();
}

}  // namespace isletsim
