// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

const std::string small =
    "[scenario]\nformat = 1\nextends = \"healthy_mouse\"\n"
    "[run]\nduration = \"6 h\"\n"
    "[patient]\nislets_simulated = 1\n"
    "[islet]\ndiameter = \"60 um\"\nbox = \"160 um\"\n";

// More than any disk holds.
const std::string endless =
    "[scenario]\nformat = 1\nextends = \"small.toml\"\n"
    "[run]\nduration = \"200 year\"\n"
    "[time]\nexchange_interval = \"1 min\"\n"
    "[patient]\nislets_simulated = 8\n"
    "[output]\nframe_interval = \"1 min\"\nsample_interval = \"1 min\"\n";

std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

std::uintmax_t size_of_files(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

}  // namespace

TEST_CASE("check reports memory, disk and time, and writes nothing") {
  const Sandbox sandbox;
  sandbox.write("small.toml", small);
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell("isletsim check small.toml");
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK(sandbox.entries() == before);
  CHECK(outcome.out.starts_with("small.toml: valid; 16 x 16 x 16 sites in 1 islet\n"));
  const std::string memory = line_with(outcome.out, "  memory  ");
  CHECK(memory.ends_with(" available"));
  const std::string for_fields = "of it for fields: ";
  REQUIRE(memory.find(for_fields) != std::string::npos);
  const double times = std::stod(memory.substr(memory.find(for_fields) + for_fields.size()));
  CHECK(times > 2);
  CHECK(times <= 3.5);
  CHECK(line_with(outcome.out, "  disk    ").ends_with(" free"));
  CHECK(line_with(outcome.out, "  time    ").find(" (6 h; from the pace of the first ") !=
        std::string::npos);

  SUBCASE("a run takes no more disk than that, and not much less") {
    const std::string disk = line_with(outcome.out, "  disk    about ");
    REQUIRE(disk.find(" MiB (") != std::string::npos);
    const double reported =
        std::stod(disk.substr(std::string("  disk    about ").size())) * 1048576;
    REQUIRE(sandbox.shell("isletsim run small.toml --out run --quiet").code == 0);
    const auto taken = static_cast<double>(size_of_files(sandbox.folder() / "run"));
    CHECK(taken <= reported);
    CHECK(taken >= reported / 4);
  }
}

TEST_CASE("a run that the disk cannot hold is refused before anything is written") {
  const Sandbox sandbox;
  sandbox.write("small.toml", small);
  sandbox.write("endless.toml", endless);
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell("isletsim run endless.toml --out run");
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.starts_with("error: run: not enough disk: the run takes about "));
  for (const char* words : {"iB (", "frames", " are free — ", "--frames none", "--out"}) {
    CAPTURE(words);
    CHECK(outcome.err.find(words) != std::string::npos);
  }
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
  CHECK(sandbox.entries() == before);
}

TEST_CASE("a run is not resumed further than the disk allows, and stays as it is") {
  const Sandbox sandbox;
  sandbox.write("small.toml", small);
  sandbox.write("endless.toml", endless);
  REQUIRE(sandbox
              .shell("isletsim run endless.toml --until '1 min' --set patient.islets_simulated=1 "
                     "--out run --quiet")
              .code == 0);
  const auto before = sandbox.entries();
  const std::string manifest = sandbox.read("run/manifest.json");
  const std::string scenario = sandbox.read("run/scenario.toml");
  const Outcome outcome = sandbox.shell("isletsim resume run --until '200 year'");
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.starts_with("error: run: not enough disk: the run takes about "));
  CHECK(outcome.err.find("--until") != std::string::npos);
  CHECK(sandbox.entries() == before);
  CHECK(sandbox.read("run/manifest.json") == manifest);
  CHECK(sandbox.read("run/scenario.toml") == scenario);
}

TEST_CASE("check warns where a run would be refused") {
  const Sandbox sandbox;
  sandbox.write("small.toml", small);
  sandbox.write("endless.toml", endless);
  const Outcome outcome = sandbox.shell("isletsim check endless.toml");
  CHECK(outcome.code == 0);
  CHECK(outcome.out.starts_with("endless.toml: valid; "));
  CHECK(outcome.err.find("warning: runs/endless-1: a run would be refused") != std::string::npos);
}

TEST_CASE("an interrupted check ends at once") {
  const Sandbox sandbox;
  std::string many;
  for (int i = 0; i < 20; ++i) many += " nod_mouse";
  const Outcome outcome = sandbox.shell("isletsim check" + many +
                                        " >out 2>err & check=$!\n"
                                        "until grep -q memory out; do sleep 0.05; done\n"
                                        "kill -INT $check; wait $check");
  CHECK(outcome.code == 3);
  std::istringstream out(sandbox.read("out"));
  int valid = 0;
  for (std::string line; std::getline(out, line);) valid += line.starts_with("nod_mouse: valid; ");
  CHECK(valid >= 1);
  CHECK(valid < 20);
  CHECK(sandbox.read("err").empty());
  CHECK(sandbox.entries() == std::set<std::string>{"out", "err"});
}
