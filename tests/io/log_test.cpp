// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/log.hpp"

#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "io/manifest.hpp"
#include "tests/io/limited_process.hpp"
#include "tests/io/temporary_folder.hpp"

namespace isletsim::test {

namespace {

/// What reaches stderr while `act` runs in a process of its own.
template <class Act>
std::string echoed(Act act) {
  const TemporaryFolder folder;
  const int result = in_child([&] {
    ::dup2(::open((folder / "stderr").c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
    act();
    return 0;
  });
  CHECK(result == 0);
  return contents(folder / "stderr");
}

}  // namespace

TEST_CASE("the log goes to its file with UTC times, and but for errors to stderr") {
  const TemporaryFolder folder;
  const std::string terminal = echoed([&] {
    Log log(Echo::yes, folder / "log.txt");
    log.info("started {} %v");
    log.warning("take care");
    log.error("it failed");
  });
  CHECK(terminal == "info: started {} %v\nwarning: take care\n");
  const std::string file = contents(folder / "log.txt");
  const std::string day = utc_now().substr(0, 8);
  CHECK(file.starts_with(day));
  CHECK(has(file, "Z info: started {} %v\n"));
  CHECK(has(file, "Z warning: take care\n"));
  CHECK(has(file, "Z error: it failed\n"));
}

TEST_CASE("without an echo the log goes to its file alone") {
  const TemporaryFolder folder;
  const std::string terminal = echoed([&] {
    Log log(Echo::no, folder / "log.txt");
    log.info("started");
    log.warning("take care");
    log.error("it failed");
  });
  CHECK(terminal.empty());
  CHECK(has(contents(folder / "log.txt"), "take care"));
}

TEST_CASE("a warning that repeats is written once and counted") {
  const TemporaryFolder folder;
  const std::string terminal = echoed([&] {
    Log log(Echo::yes, folder / "log.txt");
    for (int i = 0; i < 5; ++i) log.warning("a");
    log.warning("b");
    const auto warnings = log.warnings();
    if (warnings.size() == 2 && warnings[0].second == 5 && warnings[1].first == "b") {
      log.info("counted");
    }
  });
  CHECK(terminal == "warning: a\nwarning: b\ninfo: counted\n");
}

TEST_CASE("a log is appended to, and one that cannot be opened is an error") {
  const TemporaryFolder folder;
  static_cast<void>(echoed([&] { Log(Echo::yes, folder / "log.txt").info("first"); }));
  static_cast<void>(echoed([&] { Log(Echo::yes, folder / "log.txt").info("second"); }));
  CHECK(has(contents(folder / "log.txt"), "first\n"));
  CHECK(has(contents(folder / "log.txt"), "second\n"));
  CHECK(has(error_of<IoError>([&] { Log(Echo::yes, folder.path()); }), "cannot write the log"));
}

TEST_CASE("a full disk does not end a run through its log") {
  const TemporaryFolder folder;
  const int result = in_child([&] {
    Log log(Echo::no, folder / "log.txt");
    limit_file_size(10);
    log.info("more than fits");
    log.info("more than fits");
    return 0;
  });
  CHECK(result == 0);
}

}  // namespace isletsim::test
