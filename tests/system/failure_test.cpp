// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cctype>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

/// Shell prefix of a command that is to find no disk space for files of more than `blocks` of 512
/// bytes.
std::string with_room_for(int blocks) {
  return "trap '' XFSZ; ulimit -f " + std::to_string(blocks) + "; ";
}

bool is_one_line(const std::string& text) { return text.find('\n') == text.size() - 1; }

std::string manifest_entry(const Sandbox& sandbox, const std::string& run, const char* key) {
  return read_json(sandbox.read(run + "/manifest.json")).at(key).text();
}

/// The lines of a summary table that begin with a number.
std::vector<std::string> table_rows(const std::string& text) {
  std::vector<std::string> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first != std::string::npos && std::isdigit(static_cast<unsigned char>(line[first])) != 0)
      rows.push_back(line);
  }
  return rows;
}

}  // namespace

TEST_CASE("a run that finds no room fails with one line, and says so in its manifest and log") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell(
      with_room_for(800) + "isletsim run nod_mouse --until '1 h' --frames none --out run");
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.starts_with("error: run/checkpoints/"));
  CHECK(is_one_line(outcome.err));
  CHECK(manifest_entry(sandbox, "run", "status") == "failed");
  CHECK(outcome.err == "error: " + manifest_entry(sandbox, "run", "error") + '\n');
  CHECK(sandbox.read("run/log.txt").find(" error: run/checkpoints/") != std::string::npos);
  CHECK_FALSE(sandbox.entries().contains("run/checkpoints/step_000000000000.sqlite"));
}

TEST_CASE("a run that could not go on for want of room goes on when there is some") {
  const Sandbox sandbox;
  const std::string run = "isletsim run nod_mouse --quiet --frames none --until ";
  REQUIRE(sandbox.shell(run + "'3 h' --out whole").code == 0);
  REQUIRE(sandbox.shell(run + "'2 h' --out run").code == 0);
  const Outcome outcome = sandbox.shell(with_room_for(20) + "isletsim resume run --until '3 h'");
  CHECK(outcome.code == 1);
  CHECK(outcome.err.starts_with("error: run/manifest.json: cannot write"));
  CHECK(is_one_line(outcome.err));

  CHECK(sandbox.shell("isletsim resume run --quiet --until '3 h'").code == 0);
  CHECK(manifest_entry(sandbox, "run", "state_hash") ==
        manifest_entry(sandbox, "whole", "state_hash"));
}

TEST_CASE("a run whose scenario was changed is not resumed, exported or cited as if it were not") {
  const Sandbox sandbox;
  REQUIRE(sandbox
              .shell("isletsim run " ISLETSIM_SOURCE_DIR
                     "/tests/scenarios/tiny.toml --until '1 h' --out run --quiet")
              .code == 0);
  const std::string scenario = sandbox.read("run/scenario.toml");
  const std::string manifest = sandbox.read("run/manifest.json");
  const auto refuses = [&](const std::string& command) {
    CAPTURE(command);
    const Outcome outcome = sandbox.shell(command);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "error: run/scenario.toml: scenario changed since the run 'run' (the state was computed "
          "with other values) — restore the file; or give the change a run of its own: `isletsim "
          "run run/scenario.toml --out DIR`\n");
    CHECK(sandbox.read("run/manifest.json") == manifest);
  };
  const std::string line = "\nseed = ";
  const std::size_t digits = scenario.find(line) + line.size();
  REQUIRE(digits > line.size());
  const std::string changed = scenario.substr(0, digits) + '1' + scenario.substr(digits);
  sandbox.write("run/scenario.toml", changed);
  refuses("isletsim resume run --until '2 h' --quiet");
  refuses("isletsim resume run");  // though it is complete
  refuses("isletsim export run --cells");
  refuses("isletsim cite run");
  CHECK(sandbox.read("run/scenario.toml") == changed);
  CHECK(sandbox.shell("isletsim run run/scenario.toml --out changed --quiet").code == 0);
  sandbox.write("run/scenario.toml", "no scenario at all");
  refuses("isletsim resume run --until '2 h' --quiet");

  // Killed after the manifest was written, before the scenario was: no change by the user.
  sandbox.write("run/scenario.toml", scenario);
  const std::string key = "\"scenario_hash\": \"";
  const std::size_t at = manifest.find(key) + key.size();
  REQUIRE(at > key.size());
  std::string before = manifest;
  before.replace(at, 32, "0123456789abcdef0123456789abcdef")
      .insert(before.rfind('}'), ", \"former_scenario_hash\": \"" + manifest.substr(at, 32) + "\"");
  sandbox.write("run/manifest.json", before);
  CHECK(sandbox.shell("isletsim resume run --until '2 h' --quiet").code == 0);
  CHECK(sandbox.read("run/manifest.json").find("former_scenario_hash") == std::string::npos);
  CHECK(sandbox.shell("isletsim resume run --until '3 h' --quiet").code == 0);
}

TEST_CASE(
    "an interrupted run shows where it stands, and how to go on, and what follows fits to it") {
  for (const std::string signal : {"INT", "TERM"}) {
    CAPTURE(signal);
    const Sandbox sandbox;
    const Outcome stopped = sandbox.shell(
        "trap - INT; set -m; isletsim run nod_mouse --until '30 day' --frames none --out run & "
        "until [ -s run/series/hashes.csv ]; do sleep 0.02; done; sleep 0.1; kill -" +
        signal + " $!; wait $!");
    CHECK(stopped.code == 3);
    CHECK(manifest_entry(sandbox, "run", "status") == "interrupted");
    CHECK(stopped.err.find(": go on with `isletsim resume run`\n") != std::string::npos);
    const std::vector<std::string> before = table_rows(stopped.out);
    REQUIRE_FALSE(before.empty());

    const Outcome resumed = sandbox.shell("isletsim resume run --until '2 day'");
    CHECK(resumed.code == 0);
    const std::vector<std::string> after = table_rows(resumed.out);
    REQUIRE(after.size() >= 2);
    CHECK(after.front() == before.back());
  }
}
