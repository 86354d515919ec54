// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/run_directory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/manifest.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr const char* lock_name = ".isletsim.lock";
constexpr const char* list_name = ".isletsim.files";
constexpr const char* manifest_name = "manifest.json";
constexpr const char* name_a_run = "name the folder that `isletsim run` wrote to";

ConfigError refusal(const fs::path& path, std::string problem, std::string why,
                    std::string suggestion) {
  return ConfigError(Fault{.problem = std::move(problem),
                           .value = path.string(),
                           .why = std::move(why),
                           .suggestion = std::move(suggestion)});
}

/// The full disk is no mistake of the user's; every other problem with an output path is.
[[noreturn]] void fail_to_make(const fs::path& path, int error) {
  if (error == ENOSPC || error == EDQUOT)
    throw file_error(path, "make the output directory", error);
  throw refusal(path, "cannot write output directory", system_reason(error),
                "choose another with --out");
}

FileDescriptor open_lock(const fs::path& directory, int flags) {
  return FileDescriptor(
      ::open((directory / lock_name).c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0666));
}

std::optional<LockHolder> read_holder(const FileDescriptor& lock) {
  std::array<char, 512> text{};
  const ssize_t size = ::pread(lock.get(), text.data(), text.size(), 0);
  LockHolder holder{0, {}};
  if (size <= 0) return holder;
  const char* const end = text.data() + size;
  const auto [rest, error] = std::from_chars(text.data(), end, holder.process);
  if (error == std::errc{} && rest != end) {
    holder.host.assign(rest + 1, std::find(rest + 1, end, '\n'));
  }
  return holder;
}

std::string describe(const LockHolder& holder) {
  if (holder.process == 0) return "another process is writing it";
  return fmt::format("process {} on {} is writing it", holder.process, holder.host);
}

/// The whole file, exclusively. Unlike flock(2), the holder can be asked for without locking.
struct flock exclusive_lock() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// Takes the lock, which the system releases when this process ends, however it ends. On a file
/// system without locks (as mounted on some clusters) nothing guards the directory.
FileDescriptor hold(const fs::path& directory) {
  FileDescriptor lock = open_lock(directory, O_RDWR | O_CREAT);
  if (!lock.valid()) fail_to_make(directory, errno);
  struct flock whole = exclusive_lock();
  if (::fcntl(lock.get(), F_OFD_SETLK, &whole) != 0 && (errno == EAGAIN || errno == EACCES)) {
    throw refusal(directory, "a run is in progress in", describe(*read_holder(lock)),
                  "wait for it to end, or choose another directory");
  }
  try {
    if (::ftruncate(lock.get(), 0) != 0) fail_to_make(directory, errno);
    write_all(lock, directory / lock_name, fmt::format("{} {}\n", ::getpid(), host_name()));
  } catch (...) {
    ::unlink((directory / lock_name).c_str());
    throw;
  }
  return lock;
}

/// A manifest may come from anywhere: a name counts only if it stays inside the directory.
bool stays_inside(const fs::path& directory, const fs::path& file) {
  if (file.empty() || file.is_absolute() || !file.has_filename() || file == lock_name) return false;
  fs::path at = directory;
  for (auto part = file.begin(); part != file.end(); ++part) {
    if (*part == ".." || *part == "." || part->empty()) return false;
    at /= *part;
    std::error_code error;
    if (std::next(part) != file.end() && fs::is_symlink(at, error)) return false;
  }
  return true;
}

std::vector<std::string> whole_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(text.substr(begin, end - begin));
  }
  return lines;
}

std::vector<std::string> files_in_list(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_regular_file(directory / list_name, error)) return {};
  return whole_lines(read_whole_file(directory / list_name));
}

std::vector<std::string> files_in_manifest(const fs::path& directory) {
  std::error_code error;
  if (!fs::is_regular_file(directory / manifest_name, error)) return {};
  try {
    std::vector<std::string> files = read_manifest(directory / manifest_name).files;
    files.emplace_back(manifest_name);
    return files;
  } catch (const IoError&) {
    return {};  // not a manifest of isletsim's
  }
}

std::set<std::string> files_of_run(const fs::path& directory) {
  std::set<std::string> files;
  for (std::string& file : files_in_list(directory)) files.insert(std::move(file));
  for (std::string& file : files_in_manifest(directory)) files.insert(std::move(file));
  std::erase_if(files, [&](const std::string& file) { return !stays_inside(directory, file); });
  return files;
}

/// Whether a run of isletsim made the directory, even if it was killed before it wrote its
/// manifest.
bool is_run_directory(const fs::path& directory) {
  std::error_code error;
  if (fs::is_regular_file(directory / list_name, error)) return true;
  return !files_in_manifest(directory).empty();
}

/// Empty, except for a lock that a run left which was killed at once.
bool holds_nothing(const fs::path& directory) {
  std::error_code error;
  const fs::directory_iterator entries(directory, error);
  return !error && std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename() == lock_name;
  });
}

void require_directory(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    throw refusal(path, "no run directory", system_reason(errno), name_a_run);
  }
  if (!S_ISDIR(status.st_mode)) {
    throw refusal(path, "no run directory", "it is a file", name_a_run);
  }
}

}  // namespace

RunDirectory::RunDirectory(fs::path path, FileDescriptor lock)
    : path_(std::move(path)), lock_(std::move(lock)) {}

RunDirectory RunDirectory::create(const fs::path& path, Overwrite overwrite, MissingParent parent) {
  if (path.empty()) throw refusal(path, "no output directory given", "", "name one with --out");
  fs::path normal = path.lexically_normal();
  if (!normal.has_filename()) normal = normal.parent_path();

  struct stat status {};
  if (::stat(normal.c_str(), &status) == 0) {
    if (!S_ISDIR(status.st_mode)) {
      throw refusal(path, "cannot make output directory", "a file of that name exists",
                    "choose another with --out");
    }
    if (overwrite == Overwrite::no) {
      throw refusal(path, "output directory exists", "",
                    "choose another with --out, or replace it with --overwrite");
    }
    if (!is_run_directory(normal) && !holds_nothing(normal)) {
      throw refusal(path, "will not overwrite", "no run of isletsim made this directory",
                    "choose another with --out");
    }
    RunDirectory directory(normal, hold(normal));
    directory.remove_files_of_former_run();
    directory.open_list();
    return directory;
  }
  if (errno != ENOENT) fail_to_make(path, errno);

  const fs::path folder = normal.has_parent_path() ? normal.parent_path() : fs::path(".");
  bool made_folder = false;
  std::error_code error;
  if (!fs::exists(folder, error)) {
    if (parent == MissingParent::refuse) {
      throw refusal(path, "cannot make output directory",
                    fmt::format("there is no folder '{}'", folder.string()),
                    "make it first, or choose another with --out");
    }
    made_folder = fs::create_directory(folder, error);
    if (error) fail_to_make(path, error.value());
  }
  bool made = false;
  std::optional<RunDirectory> directory;
  try {
    if (::mkdir(normal.c_str(), 0777) != 0) fail_to_make(path, errno);
    made = true;
    directory.emplace(RunDirectory(normal, hold(normal)));
    directory->open_list();
  } catch (...) {
    if (directory) ::unlink((normal / lock_name).c_str());
    if (made) ::rmdir(normal.c_str());
    if (made_folder) ::rmdir(folder.c_str());
    throw;
  }
  return std::move(*directory);
}

RunDirectory RunDirectory::open(const fs::path& path) {
  require_directory(path);
  if (!is_run_directory(path)) {
    throw refusal(path, "no run directory", "it holds no manifest of isletsim's", name_a_run);
  }
  RunDirectory directory(path, hold(path));
  directory.files_ = files_of_run(path);
  for (const std::string& file : directory.files_) {
    ::unlink(partial_name(path / file).c_str());  // what a killed run did not finish
  }
  directory.open_list();
  return directory;
}

/// Opens the list to append, after cutting a last line that a full disk or a crash left unfinished.
void RunDirectory::open_list() {
  const fs::path list = path_ / list_name;
  list_ = FileDescriptor(
      ::open(list.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!list_.valid()) fail_to_make(path_, errno);
  const std::string text = read_whole_file(list);
  const std::size_t last = text.rfind('\n');
  const std::size_t whole = last == std::string::npos ? 0 : last + 1;
  if (whole != text.size() && ::ftruncate(list_.get(), static_cast<off_t>(whole)) != 0) {
    fail_to_make(path_, errno);
  }
}

void RunDirectory::remove_files_of_former_run() {
  const std::set<std::string> files = files_of_run(path_);
  std::set<fs::path> folders;
  const auto remove = [&](const fs::path& file) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0 || S_ISDIR(status.st_mode)) return;
    if (::unlink(file.c_str()) != 0) fail_to_make(path_, errno);
  };
  // The files that show that a run made this directory are removed last, so that an interrupted
  // removal can be taken up again.
  for (const std::string& file : files) {
    for (fs::path folder = fs::path(file).parent_path(); !folder.empty();
         folder = folder.parent_path()) {
      folders.insert(folder);
    }
    remove(partial_name(path_ / file));
    if (file != manifest_name) remove(path_ / file);
  }
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
    ::rmdir((path_ / *folder).c_str());  // inner folders first; one that holds something stays
  }
  remove(path_ / manifest_name);
  remove(path_ / list_name);
}

fs::path RunDirectory::add(const std::string& file) {
  const fs::path full = path_ / file;
  if (!files_.contains(file)) {
    ISLETSIM_VALIDATE(stays_inside(path_, file) && file.find('\n') == std::string::npos,
                      "a run writes outside its directory: " + file);
    write_all(list_, path_ / list_name, file + '\n');
    files_.insert(file);
  }
  std::error_code error;
  fs::create_directories(full.parent_path(), error);
  if (error) throw file_error(full, "write", error.value());
  return full;
}

std::vector<std::string> RunDirectory::files() const {
  std::vector<std::string> existing;
  std::error_code error;
  for (const std::string& file : files_) {
    if (fs::exists(path_ / file, error)) existing.push_back(file);
  }
  return existing;
}

std::uintmax_t overwritten_size(const fs::path& run_directory) {
  constexpr std::uintmax_t bytes_per_block = 512;  // of st_blocks, on any file system
  std::uintmax_t bytes = 0;
  for (const std::string& file : files_of_run(run_directory)) {
    struct stat status {};
    if (::lstat((run_directory / file).c_str(), &status) == 0)
      bytes += static_cast<std::uintmax_t>(status.st_blocks) * bytes_per_block;
  }
  return bytes;
}

Manifest read_run_manifest(const fs::path& run_directory) {
  std::error_code ignored;
  if (!fs::is_regular_file(run_directory / manifest_name, ignored))
    throw refusal(run_directory, "not a run directory", "it holds no manifest.json",
                  "give the folder of a run");
  return read_manifest(run_directory / manifest_name);
}

std::optional<LockHolder> running_process(const fs::path& run_directory) {
  const FileDescriptor lock = open_lock(run_directory, O_RDONLY);
  struct flock whole = exclusive_lock();
  if (!lock.valid() || ::fcntl(lock.get(), F_OFD_GETLK, &whole) != 0 || whole.l_type == F_UNLCK) {
    return std::nullopt;
  }
  return read_holder(lock);
}

}  // namespace isletsim
