// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/manifest.hpp"

#include <locale>
#include <string>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/test_draw.hpp"

namespace isletsim::test {

namespace {

Manifest example() {
  Manifest manifest;
  manifest.version = "0.1.0";
  manifest.git_state = "0123abc-dirty";
  manifest.results_epoch = 3;
  manifest.compiler = "GNU 12.2.0";
  manifest.build_type = "Release";
  manifest.build_options = "-O3";
  manifest.cpu = "a CPU";
  manifest.host = "a host";
  manifest.scenario = "nod_mouse";
  manifest.scenario_hash = "00ff";
  manifest.former_scenario_hash = "00fe";
  manifest.seed = 4294967295;
  manifest.threads = 2;
  manifest.parameters = {
      {"parameters.ctl_killing.kill_rate", "0.0029", "1/min", "derived", "0.0029", "", false},
      {"factors.CXCL12.diffusivity", "100", "um^2/s", "Author 2001", "150", "--set", true}};
  manifest.status = RunStatus::interrupted;
  manifest.started = "2026-01-31T12:00:00Z";
  manifest.simulated_days = 0.1;
  manifest.duration_days = 42;
  manifest.wall_seconds = 12.5;
  manifest.seconds_per_phase = {{"plan", 1.5}, {"diffuse", 2.25}};
  manifest.seconds_per_output = {{"hash", 0.5}, {"series", 0.25}};
  manifest.counters = {{"backward_euler_fallbacks", 3}};
  manifest.warnings = {{"a treatment after the end", 1}};
  manifest.state_hash = "abc";
  manifest.files = {"log.txt", "series/islets.csv"};
  return manifest;
}

}  // namespace

TEST_CASE("a manifest reads back the same") {
  const TemporaryFolder folder;
  const Manifest manifest = example();
  write_manifest(folder / "manifest.json", manifest);
  const Manifest read = read_manifest(folder / "manifest.json");
  CHECK(to_json(read) == to_json(manifest));
  CHECK(read.parameters[1].differs_from_default);
  CHECK_FALSE(read.parameters[0].differs_from_default);
  CHECK(read.parameters[1].source == "Author 2001");
  CHECK(read.simulated_days == 0.1);
  CHECK(read.seed == 4294967295);
  CHECK(read.results_epoch == 3);
  CHECK(read.warnings == manifest.warnings);
  CHECK(read.seconds_per_phase == manifest.seconds_per_phase);
  CHECK(read.seconds_per_output == manifest.seconds_per_output);
  CHECK(read.files == manifest.files);
  for (const RunStatus status :
       {RunStatus::running, RunStatus::complete, RunStatus::interrupted, RunStatus::failed}) {
    Manifest one = manifest;
    one.status = status;
    write_manifest(folder / "manifest.json", one);
    CHECK(read_manifest(folder / "manifest.json").status == status);
  }
}

TEST_CASE("a manifest written before results epochs were counted has epoch 0") {
  const TemporaryFolder folder;
  std::string text = to_json(example());
  const std::string member = "  \"results_epoch\": 3,\n";
  REQUIRE(has(text, member.c_str()));
  text.erase(text.find(member), member.size());
  put(folder / "manifest.json", text);
  CHECK(read_manifest(folder / "manifest.json").results_epoch == 0);
}

TEST_CASE("the JSON holds what readers look for") {
  const std::string json = to_json(example());
  for (const char* part :
       {R"("program": "isletsim")", R"("version": "0.1.0")", R"("git_state": "0123abc-dirty")",
        R"("results_epoch": 3)", R"("seed": 4294967295)", R"("threads": 2)", R"("ranks": 1)",
        R"("cpu": "a CPU")", R"("status": "interrupted")", R"("simulated_days": 0.1)",
        R"("wall_seconds": 12.5)", R"("plan": 1.5)", R"("a treatment after the end": 1)",
        R"("state_hash": "abc")", R"("unit": "um^2/s")", R"("source": "Author 2001")"}) {
    CAPTURE(part);
    CHECK(has(json, part));
  }
  CHECK(has(json, "\"changed_parameters\": [\n    \"factors.CXCL12.diffusivity\"\n  ]"));
}

TEST_CASE("text that is not UTF-8 does not stop a manifest") {
  const TemporaryFolder folder;
  Manifest manifest = example();
  manifest.scenario =
      "sc\xff"
      "enario \"x\"";
  write_manifest(folder / "manifest.json", manifest);
  CHECK(read_manifest(folder / "manifest.json").scenario ==
        "sc\xef\xbf\xbd"
        "enario \"x\"");
}

TEST_CASE("a damaged manifest is refused or read, never a crash") {
  const TemporaryFolder folder;
  const std::string whole = to_json(example());
  const auto attempt = [&](const std::string& text) {
    put(folder / "manifest.json", text);
    return error_of<IoError>([&] { return read_manifest(folder / "manifest.json"); });
  };
  // Without its last brace and line break it is no JSON any more.
  for (std::size_t length = 0; length + 2 <= whole.size(); length += 7) {
    CHECK(has(attempt(whole.substr(0, length)), "manifest"));
  }
  RandomStream random(Seed{2}, test_draw, CellId{1}, 0);
  for (int i = 0; i < 300; ++i) {
    std::string text = whole;
    for (int k = 0; k < 3; ++k) text[random.below(text.size())] = static_cast<char>(random.bits());
    attempt(text);
  }
  CHECK(has(attempt(std::string(100000, '[')), "not a manifest"));
  std::string newer = whole;
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 2");
  CHECK(has(attempt(newer), "unknown format of manifest '2'"));
  CHECK_THROWS_AS(static_cast<void>(read_manifest(folder / "none")), IoError);
}

TEST_CASE("the machine has a name and a processor, and the time is UTC") {
  CHECK_FALSE(host_name().empty());
  CHECK_FALSE(cpu_model().empty());
  const std::string now = utc_now();
  CHECK(now.size() == 20);
  CHECK(now[10] == 'T');
  CHECK(now.back() == 'Z');
}

}  // namespace isletsim::test
