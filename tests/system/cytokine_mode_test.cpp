// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

std::string scenario(const std::string& more) {
  return "[scenario]\nformat = 1\nextends = \"nod_mouse\"\n[run]\nduration = \"2 h\"\n"
         "[islet]\ndiameter = \"60 um\"\nbox = \"160 um\"\n[cells.mesenchymal_stem_cell]\n"
         "initial = 3\n" +
         more;
}

std::string final_hash(const Sandbox& sandbox, const std::string& file) {
  const Outcome outcome = sandbox.shell("isletsim run " + file + " --overwrite --quiet --json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return read_json(outcome.out).at("state_hash").text();
}

}  // namespace

TEST_CASE("strict mode is both gains at 1, and says so") {
  const Sandbox sandbox;
  sandbox.write("effective.toml", scenario(""));
  sandbox.write("strict.toml", scenario("[cytokines]\nmode = \"strict\"\n"));
  sandbox.write("literal.toml", scenario("[parameters.gains]\nlocal_retention = 1\n"
                                         "macrophage_cytokines = 1\n"));
  const std::string strict = final_hash(sandbox, "strict.toml");
  CHECK(strict == final_hash(sandbox, "literal.toml"));
  CHECK(strict != final_hash(sandbox, "effective.toml"));

  const Outcome shown = sandbox.shell("isletsim show strict.toml");
  REQUIRE(shown.code == 0);
  CHECK(shown.out.find("mode = \"strict\"") != std::string::npos);
  CHECK(shown.out.find("local_retention = \"1\"") != std::string::npos);
  CHECK(shown.out.find("macrophage_cytokines = \"1\"") != std::string::npos);
  CHECK(sandbox.shell("isletsim check strict.toml").out.find("strict (cytokines.mode)") !=
        std::string::npos);
  CHECK(sandbox.shell("isletsim check effective.toml").out.find("effective (cytokines.mode)") !=
        std::string::npos);
  // What is shown runs again, to the same end.
  sandbox.write("shown.toml", shown.out);
  CHECK(final_hash(sandbox, "shown.toml") == strict);
}

TEST_CASE("strict mode refuses another gain, and takes one that agrees") {
  const Sandbox sandbox;
  sandbox.write("wrong.toml",
                scenario("[cytokines]\nmode = \"strict\"\n[parameters.gains]\n"
                         "local_retention = 280\nmacrophage_cytokines = 2\nmsc_contact = 0\n"));
  const Outcome refused = sandbox.shell("isletsim check wrong.toml");
  CHECK(refused.code == 2);
  CHECK(refused.err.find("local_retention") != std::string::npos);
  CHECK(refused.err.find("macrophage_cytokines") != std::string::npos);
  CHECK(refused.err.find("gain in strict mode") != std::string::npos);
  CHECK(refused.err.find("msc_contact") == std::string::npos);  // switches contact, no cytokine
  sandbox.write("right.toml", scenario("[cytokines]\nmode = \"strict\"\n[parameters.gains]\n"
                                       "local_retention = 1\n"));
  CHECK(sandbox.shell("isletsim check right.toml").code == 0);
  const Outcome set = sandbox.shell(
      "isletsim run right.toml --set parameters.gains.macrophage_cytokines=45 --quiet");
  CHECK(set.code == 2);
}
