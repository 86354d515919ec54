// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

// β cells 12 µm apart that fill a ball of 36 µm.
std::string ball_of_cells() {
  std::string text = "x,y,z,type\n";
  for (int k = -3; k <= 3; ++k)
    for (int j = -3; j <= 3; ++j)
      for (int i = -3; i <= 3; ++i)
        if (i * i + j * j + k * k <= 9)
          text += fmt::format("{},{},{},beta\n", 12 * i, 12 * j, 12 * k);
  return text;
}

std::string hash_of(const Sandbox& sandbox, const std::string& run) {
  const std::string manifest = sandbox.read(run + "/manifest.json");
  const std::string key = "\"state_hash\": \"";
  const std::size_t at = manifest.find(key);
  REQUIRE(at != std::string::npos);
  return manifest.substr(at + key.size(), 32);
}

}  // namespace

TEST_CASE("a run of a segmented islet holds all that it takes to go on with it and to repeat it") {
  const Sandbox sandbox;
  REQUIRE(sandbox.shell("mkdir data").code == 0);
  sandbox.write("data/donor_7.csv", ball_of_cells());
  sandbox.write("data/mine.toml",
                "[scenario]\nformat = 1\nextends = \"healthy_mouse\"\n"
                "[islet]\ncells = \"donor_7.csv\"\nbox = \"160 um\"\n");
  const std::string conduct = " --frames none --quiet ";
  REQUIRE(sandbox.shell("isletsim run data/mine.toml --until '4 h' --out whole" + conduct).code ==
          0);
  REQUIRE(sandbox.shell("isletsim run data/mine.toml --until '2 h' --out part" + conduct).code ==
          0);
  CHECK(sandbox.read("part/islet.csv") == ball_of_cells());
  CHECK(sandbox.read("part/scenario.toml")
            .find("\ncells = \"islet.csv\"  # a copy of donor_7.csv, data/mine.toml:5\n") !=
        std::string::npos);
  REQUIRE(sandbox.shell("rm -r data && mkdir elsewhere && mv part elsewhere/moved").code == 0);

  const Outcome resumed = sandbox.shell("isletsim resume elsewhere/moved --until '4 h' --quiet");
  CHECK(resumed.err.empty());
  CHECK(resumed.code == 0);
  CHECK(hash_of(sandbox, "elsewhere/moved") == hash_of(sandbox, "whole"));

  const Outcome repeated =
      sandbox.shell("isletsim run elsewhere/moved/scenario.toml --out again" + conduct);
  CHECK(repeated.err.empty());
  CHECK(repeated.code == 0);
  CHECK(hash_of(sandbox, "again") == hash_of(sandbox, "whole"));
  CHECK(sandbox.read("again/islet.csv") == ball_of_cells());

  SUBCASE("cells changed by hand are noticed") {
    const std::string cells = sandbox.read("again/islet.csv");
    const auto refuses = [&](const std::string& command) {
      CAPTURE(command);
      const Outcome outcome = sandbox.shell(command);
      CHECK(outcome.code == 2);
      CHECK(outcome.out.empty());
      CHECK_MESSAGE(
          outcome.err.find("scenario or cells (islet.csv) changed since the run 'again'") !=
              std::string::npos,
          outcome.err);
    };
    sandbox.write("again/islet.csv", cells + "12,12,24,alpha\n");
    refuses("isletsim resume again --until '5 h' --quiet");
    refuses("isletsim export again --cells");
    REQUIRE(sandbox.shell("rm again/islet.csv").code == 0);
    refuses("isletsim resume again --until '5 h' --quiet");
    sandbox.write("again/islet.csv", cells);
    CHECK(sandbox.shell("isletsim resume again --until '5 h' --quiet").code == 0);
  }
  SUBCASE("also in its own place") {
    const Outcome outcome =
        sandbox.shell("isletsim run again/scenario.toml --out again --overwrite" + conduct);
    CHECK(outcome.code == 0);
    CHECK(hash_of(sandbox, "again") == hash_of(sandbox, "whole"));
  }
  SUBCASE("the copy belongs to the run, and goes with it") {
    CHECK(sandbox.read("again/manifest.json").find("\"islet.csv\"") != std::string::npos);
    const Outcome outcome = sandbox.shell(
        "isletsim run healthy_mouse --until '1 h' --set islet.diameter='60 um' --out again "
        "--overwrite" +
        conduct);
    CHECK(outcome.code == 0);
    CHECK(!sandbox.entries().contains("again/islet.csv"));
  }
}
