// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/file.hpp"

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <limits>
#include <string>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include "tests/io/limited_process.hpp"
#include "tests/io/temporary_folder.hpp"

namespace isletsim::test {

namespace fs = std::filesystem;

TEST_CASE("one file is recognised under all its names") {
  const TemporaryFolder folder;
  put(folder / "a", "1");
  put(folder / "b", "1");
  std::filesystem::create_hard_link(folder / "a", folder / "hard");
  std::filesystem::create_symlink("a", folder / "link");
  std::filesystem::create_symlink(folder / "later", folder / "dangling");
  std::filesystem::create_directory_symlink(".", folder / "here");
  CHECK(same_file(folder / "a", folder / "a"));
  CHECK(same_file(folder / "a", folder / "hard"));
  CHECK(same_file(folder / "a", folder / "here/./link"));
  CHECK_FALSE(same_file(folder / "a", folder / "b"));
  CHECK_FALSE(same_file(folder / "a", folder / "later"));
  CHECK(same_file(folder / "later", folder / "here/later"));
  CHECK(same_file(folder / "later", folder / "dangling"));
  CHECK_FALSE(same_file(folder / "later", folder / "latest"));
  const std::vector<FileInUse> in_use{{folder / "a", "the first"}};
  CHECK_NOTHROW(require_own_file(folder / "b", "--out", in_use));
  CHECK_THROWS_AS(require_own_file(folder / "link", "--out", in_use), ConfigError);
}

TEST_CASE("a whole file replaces the old one and leaves nothing beside it") {
  const TemporaryFolder folder;
  write_whole_file(folder / "a.txt", "old");
  write_whole_file(folder / "a.txt", std::string("new\0text", 8));
  CHECK(read_whole_file(folder / "a.txt") == std::string("new\0text", 8));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a whole file that does not fit leaves the old one and no part of the new one") {
  const TemporaryFolder folder;
  write_whole_file(folder / "a.txt", "old");
  const int result = in_child([&] {
    limit_file_size(1000);
    const std::string error =
        error_of<IoError>([&] { write_whole_file(folder / "a.txt", std::string(5000, 'x')); });
    return has(error, "a.txt: cannot write: file too large") ? 0 : 1;
  });
  CHECK(result == 0);
  CHECK(contents(folder / "a.txt") == "old");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a process killed before the file is whole leaves the old one") {
  const TemporaryFolder folder;
  write_whole_file(folder / "a.txt", "old");
  const int result = in_child([&]() -> int {
    limit_file_size(1000);
    std::signal(SIGXFSZ, SIG_DFL);  // kills in the middle of writing
    write_whole_file(folder / "a.txt", std::string(5000, 'x'));
    return 0;
  });
  CHECK(result == 128 + SIGXFSZ);
  CHECK(contents(folder / "a.txt") == "old");
  CHECK(contents(partial_name(folder / "a.txt")).size() == 1000);
  write_whole_file(folder / "a.txt", "new");
  CHECK(contents(folder / "a.txt") == "new");
  CHECK_FALSE(fs::exists(partial_name(folder / "a.txt")));
}

TEST_CASE("a full disk is called by its name") {
  const FileDescriptor full(::open("/dev/full", O_WRONLY));
  REQUIRE(full.valid());
  const std::string error = error_of<IoError>([&] { write_all(full, "series.csv", "line\n"); });
  CHECK(error == "series.csv: cannot write: disk full — make room, then run or resume again");
}

TEST_CASE("what cannot be read is refused with its reason") {
  const TemporaryFolder folder;
  CHECK(has(error_of<IoError>([&] { return read_whole_file(folder / "none"); }),
            "none: cannot read: No such file"));
  CHECK(
      has(error_of<IoError>([&] { return read_whole_file(folder.path()); }), "not a regular file"));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(has(error_of<IoError>([&] { return read_whole_file(folder / "pipe"); }),
            "not a regular file"));
  put(folder / "large", std::string(11, 'x'));
  CHECK(has(error_of<IoError>([&] { return read_whole_file(folder / "large", 10); }), "11 bytes"));
  CHECK(read_whole_file(folder / "large", 11).size() == 11);
}

TEST_CASE("the free disk is that of the nearest folder that exists") {
  const TemporaryFolder folder;
  const std::uintmax_t free = free_disk(folder / "not/there/yet");
  CHECK(free > 0);
  CHECK(free <= fs::space(folder.path()).capacity);
  CHECK(free_disk("not_there_either") > 0);
  CHECK(free_disk("") > 0);
  CHECK(free_disk("/proc/self") ==
        std::numeric_limits<std::uintmax_t>::max());  // it reports no size
}

}  // namespace isletsim::test
