// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/run_directory.hpp"

#include <csignal>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "io/manifest.hpp"
#include "tests/io/limited_process.hpp"
#include "tests/io/temporary_folder.hpp"

namespace isletsim::test {

namespace fs = std::filesystem;

namespace {

/// A run that ended: series, two frames and a manifest that lists them.
void make_ended_run(const fs::path& path) {
  RunDirectory directory = RunDirectory::create(path);
  put(directory.add("series/islets.csv"), "time_day\n");
  put(directory.add("frames/i0001/cells_00000.vtp"), "cells");
  Manifest manifest;
  const fs::path file = directory.add("manifest.json");
  manifest.files = directory.files();
  write_manifest(file, manifest);
}

std::string refusal_of(const fs::path& path, Overwrite overwrite = Overwrite::no) {
  return error_of<ConfigError>([&] { return RunDirectory::create(path, overwrite); });
}

}  // namespace

TEST_CASE("a run directory lists the files that were made in it") {
  const TemporaryFolder folder;
  RunDirectory directory = RunDirectory::create(folder / "run");
  const fs::path series = directory.add("series/islets.csv");
  CHECK(series == folder / "run/series/islets.csv");
  CHECK(directory.files().empty());
  put(series, "x");
  directory.add("series/islets.csv");
  CHECK(directory.files() == std::vector<std::string>{"series/islets.csv"});
  CHECK_THROWS_AS(directory.add("../outside"), InternalError);
  CHECK_THROWS_AS(directory.add("/etc/passwd"), InternalError);
}

TEST_CASE("an existing directory is an error that names --overwrite, whatever it holds") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "empty");
  make_ended_run(folder / "run");
  for (const char* name : {"empty", "run", "run/"}) {
    const std::string error = refusal_of(folder / name);
    CHECK(has(error, "output directory exists"));
    CHECK(has(error, "--overwrite"));
  }
  CHECK(contents(folder / "run/series/islets.csv") == "time_day\n");
}

TEST_CASE("overwriting removes what the run made and nothing else") {
  const TemporaryFolder folder;
  make_ended_run(folder / "run");
  put(folder / "run/notes.txt", "mine");
  put(folder / "run/frames/picture.png", "mine");
  put(folder / "run/manifest.json.partial", "half");
  {
    const RunDirectory directory = RunDirectory::create(folder / "run", Overwrite::yes);
    CHECK(directory.files().empty());
  }
  CHECK(contents(folder / "run/notes.txt") == "mine");
  CHECK(contents(folder / "run/frames/picture.png") == "mine");
  CHECK_FALSE(fs::exists(folder / "run/manifest.json"));
  CHECK_FALSE(fs::exists(folder / "run/manifest.json.partial"));
  CHECK_FALSE(fs::exists(folder / "run/series"));
  CHECK_FALSE(fs::exists(folder / "run/frames/i0001"));
}

TEST_CASE("what overwriting would free is the disk of what the run made") {
  const TemporaryFolder folder;
  make_ended_run(folder / "run");
  put(folder / "run/precious", std::string(1 << 20, 'x'));
  const std::uintmax_t little = overwritten_size(folder / "run");
  CHECK(little < 1 << 20);
  {
    RunDirectory directory = RunDirectory::open(folder / "run");
    put(directory.add("frames/i0001/cells_00001.vtp"), std::string(1 << 20, 'x'));
  }
  CHECK(overwritten_size(folder / "run") >= little + (1 << 20));
  CHECK(overwritten_size(folder / "not_there") == 0);
  CHECK(overwritten_size(folder.path()) == 0);
}

TEST_CASE("overwriting a copy without the hidden list goes by the manifest") {
  const TemporaryFolder folder;
  make_ended_run(folder / "run");
  fs::remove(folder / "run/.isletsim.files");
  const RunDirectory directory = RunDirectory::create(folder / "run", Overwrite::yes);
  CHECK_FALSE(fs::exists(folder / "run/frames"));
  CHECK_FALSE(fs::exists(folder / "run/manifest.json"));
}

TEST_CASE("a directory that no run made is not overwritten") {
  const TemporaryFolder folder;
  for (const char* manifest : {"", "{}", "{\"program\": \"other\", \"files\": [\"notes.txt\"]}",
                               "{\"program\": \"isletsim\"", "[1, 2]",
                               "\x7f"
                               "ELF"}) {
    fs::create_directory(folder / "home");
    put(folder / "home/notes.txt", "mine");
    put(folder / "home/manifest.json", manifest);
    CHECK(has(refusal_of(folder / "home", Overwrite::yes), "will not overwrite"));
    CHECK(contents(folder / "home/notes.txt") == "mine");
    CHECK(std::distance(fs::directory_iterator(folder / "home"), {}) == 2);
    fs::remove_all(folder / "home");
  }
}

TEST_CASE("an empty directory may be overwritten") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "run");
  CHECK_NOTHROW(static_cast<void>(RunDirectory::create(folder / "run", Overwrite::yes)));
  CHECK_NOTHROW(static_cast<void>(RunDirectory::create(folder / "new", Overwrite::yes)));
}

TEST_CASE("a manifest cannot make isletsim remove what lies outside the directory") {
  const TemporaryFolder folder;
  put(folder / "precious", "mine");
  fs::create_directory(folder / "elsewhere");
  put(folder / "elsewhere/precious", "mine");
  fs::create_directory(folder / "run");
  fs::create_directory_symlink(folder / "elsewhere", folder / "run/link");
  Manifest manifest;
  manifest.files = {
      "../precious",     (folder / "precious").string(), "link/precious", "", ".", "..",
      "a/../../precious"};
  write_manifest(folder / "run/manifest.json", manifest);
  const RunDirectory directory = RunDirectory::create(folder / "run", Overwrite::yes);
  CHECK(contents(folder / "precious") == "mine");
  CHECK(contents(folder / "elsewhere/precious") == "mine");
  CHECK_FALSE(fs::exists(folder / "run/manifest.json"));
}

TEST_CASE("a directory that cannot be made is refused and leaves no trace") {
  const TemporaryFolder folder;
  CHECK(has(refusal_of(""), "no output directory given"));
  CHECK(has(refusal_of(folder / "a/b"), "there is no folder"));
  CHECK_FALSE(fs::exists(folder / "a"));
  put(folder / "file", "mine");
  CHECK(has(refusal_of(folder / "file"), "a file of that name exists"));
  CHECK(has(refusal_of(folder / "file", Overwrite::yes), "a file of that name exists"));
  CHECK(has(refusal_of(folder / "file/run"), "Not a directory"));
  CHECK(has(refusal_of(folder / std::string(300, 'n')), "File name too long"));
  CHECK(has(refusal_of("/dev/null"), "a file of that name exists"));
  fs::create_symlink(folder / "nowhere", folder / "dangling");
  CHECK(has(refusal_of(folder / "dangling"), "File exists"));
  CHECK(contents(folder / "file") == "mine");
}

TEST_CASE("a missing folder is made where it is asked for, and only for a run that starts") {
  const TemporaryFolder folder;
  {
    const auto run = RunDirectory::create(folder / "runs/a", Overwrite::no, MissingParent::create);
  }
  CHECK(fs::is_directory(folder / "runs/a"));
  const std::string name(300, 'n');
  CHECK_THROWS_AS(static_cast<void>(RunDirectory::create(folder / "other" / name, Overwrite::no,
                                                         MissingParent::create)),
                  ConfigError);
  CHECK_FALSE(fs::exists(folder / "other"));
}

TEST_CASE("a read-only folder is refused") {
  const TemporaryFolder folder;
  fs::permissions(folder.path(),
                  fs::perms::owner_all | fs::perms::others_exec | fs::perms::others_read);
  make_ended_run(folder / "run");
  if (::geteuid() != 0)
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  const int result = in_child([&] {
    become_nobody();
    const std::string made = refusal_of(folder / "new");
    const std::string overwritten = refusal_of(folder / "run", Overwrite::yes);
    return has(made, "Permission denied") &&
                   (::getuid() != 0 || has(overwritten, "Permission denied"))
               ? 0
               : 1;
  });
  CHECK(result == 0);
  CHECK(fs::exists(folder / "run/manifest.json"));
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("a full disk leaves no half-made directory") {
  const TemporaryFolder folder;
  const int result = in_child([&] {
    limit_file_size(0);
    return error_of<IoError>([&] { return RunDirectory::create(folder / "run"); }).empty();
  });
  CHECK(result == 0);
  CHECK_FALSE(fs::exists(folder / "run"));
}

TEST_CASE("the lock distinguishes a running from a killed run") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    RunDirectory directory = RunDirectory::create(folder / "run");
    put(directory.add("frames/i0001/cells_00000.vtp"), "cells");
    put(directory.add("frames/i0001/cells_00001.vtp.partial"), "half");
    directory.add("frames/i0001/cells_00001.vtp");
    static_cast<void>(!::write(ready[1], "x", 1));
    for (;;) ::pause();
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);

  const auto holder = running_process(folder / "run");
  REQUIRE(holder);
  CHECK(holder->process == child);
  CHECK(holder->host == host_name());
  const std::string in_progress = "a run is in progress";
  const std::string process = "process " + std::to_string(child) + " on " + host_name();
  CHECK(has(refusal_of(folder / "run", Overwrite::yes), in_progress));
  CHECK(has(refusal_of(folder / "run", Overwrite::yes), process));
  const std::string resume =
      error_of<ConfigError>([&] { return RunDirectory::open(folder / "run"); });
  CHECK(has(resume, in_progress));
  CHECK(has(resume, process));
  CHECK(contents(folder / "run/frames/i0001/cells_00000.vtp") == "cells");

  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  CHECK_FALSE(running_process(folder / "run"));
  {
    RunDirectory directory = RunDirectory::open(folder / "run");
    CHECK(running_process(folder / "run")->process == ::getpid());
    CHECK(directory.files().front() == "frames/i0001/cells_00000.vtp");
    CHECK_FALSE(fs::exists(folder / "run/frames/i0001/cells_00001.vtp.partial"));
  }
  // There was no manifest yet, and still the new run knows what the killed one made.
  const RunDirectory directory = RunDirectory::create(folder / "run", Overwrite::yes);
  CHECK_FALSE(fs::exists(folder / "run/frames"));
}

TEST_CASE("opening goes on with the list, less a line that was cut short") {
  const TemporaryFolder folder;
  make_ended_run(folder / "run");
  put(folder / "run/.isletsim.files", contents(folder / "run/.isletsim.files") + "frames/i00");
  put(folder / "run/frames/i00", "mine");
  {
    RunDirectory directory = RunDirectory::open(folder / "run");
    CHECK(directory.files() == std::vector<std::string>{"frames/i0001/cells_00000.vtp",
                                                        "manifest.json", "series/islets.csv"});
    put(directory.add("log.txt"), "x");
  }
  const RunDirectory again = RunDirectory::open(folder / "run");
  CHECK(again.files().size() == 4);
}

TEST_CASE("what is no run directory is not opened") {
  const TemporaryFolder folder;
  put(folder / "file", "x");
  const auto refused = [&](const fs::path& path) {
    return error_of<ConfigError>([&] { return RunDirectory::open(path); });
  };
  CHECK(has(refused(folder / "none"), "No such file"));
  CHECK(has(refused(folder / "file"), "it is a file"));
  CHECK(has(refused(folder.path()), "no manifest"));
  CHECK(has(refused(folder / "none"), " — name the folder"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  CHECK_FALSE(running_process(folder.path()));
  CHECK_FALSE(running_process(folder / "none"));
}

}  // namespace isletsim::test
