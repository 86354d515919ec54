// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

/// A line that the program must refuse, and what it must say.
struct Refusal {
  std::string line;
  std::string message;
};

void expect_refused(const Sandbox& sandbox, const Refusal& refusal) {
  INFO(refusal.line);
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell(refusal.line);
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err == "error: " + refusal.message + '\n');
  CHECK(sandbox.entries() == before);
}

}  // namespace

TEST_CASE("what the command line cannot mean is refused in one line, with a way out") {
  const Sandbox sandbox;
  sandbox.write("mine.toml", "[scenario]\nformat = 1\n");
  const std::vector<Refusal> refusals{
      {"isletsim", "no command given — see `isletsim --help`"},
      {"isletsim lst", "unknown command 'lst' — did you mean 'list'?"},
      {"isletsim frobnicate all", "unknown command 'frobnicate' — see `isletsim --help`"},
      {"isletsim --vresion", "unknown option '--vresion' — did you mean '--version'?"},
      {"isletsim --version=2", "--version: takes no value — see `isletsim --help`"},
      {"isletsim list", "missing argument 'WHAT' — see `isletsim list --help`"},
      {"isletsim list scenarios twice", "unexpected argument 'twice' — see `isletsim list --help`"},
      {"isletsim list scenarios --formt json",
       "unknown option '--formt' — see `isletsim list --help`"},
      {"isletsim new mine.toml", "missing argument '--from' — see `isletsim new --help`"},
      {"isletsim new mine.toml --from", "--from: needs a value — see `isletsim new --help`"},
      {"isletsim new mine.toml --from --from", "--from: needs a value — see `isletsim new --help`"},
      {"isletsim new other.toml --from mine.toml --from mine.toml",
       "--from: given more than once — see `isletsim new --help`"},
      {"isletsim new other.toml --form mine.toml",
       "missing argument '--from' — see `isletsim new --help`\n"
       "error: unknown option '--form' — did you mean '--from'?"},
      {"isletsim new other --from mine.toml",
       "FILE: not the name of a scenario file 'other' (scenario files end in .toml) — did you mean "
       "'other.toml'?"},
      {"isletsim new mine.toml --from mine.toml",
       "FILE: cannot create the file 'mine.toml' (File exists) — give the path of a file that does "
       "not exist yet"},
      {"isletsim new nowhere/other.toml --from mine.toml",
       "FILE: cannot create the file 'nowhere/other.toml' (No such file or directory) — give the "
       "path of a file that does not exist yet"},
      {"isletsim new other.toml --from no_such_scenario_at_all",
       "--from: no such scenario 'no_such_scenario_at_all' (neither a file nor the name of a "
       "shipped scenario) — see `isletsim list scenarios`"},
      {"isletsim new other.toml --from .",
       "--from: no such scenario '.' (neither a file nor the name of a shipped scenario) — see "
       "`isletsim list scenarios`"},
  };
  for (const Refusal& refusal : refusals) expect_refused(sandbox, refusal);
}

TEST_CASE("help and version go to standard output") {
  const Sandbox sandbox;
  for (const std::string line : {"isletsim --help", "isletsim list --help", "isletsim new -h"}) {
    INFO(line);
    const Outcome outcome = sandbox.shell(line);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("Usage: isletsim") != std::string::npos);
    CHECK(outcome.err.empty());
  }
  const Outcome version = sandbox.shell("isletsim --version");
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("isletsim " ISLETSIM_VERSION " ("));
}

TEST_CASE("a full disk under standard output is a failure") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim --help >/dev/full");
  CHECK(outcome.code == 1);
  CHECK(outcome.err == "error: standard output: cannot write: No space left on device\n");
}

TEST_CASE("a new scenario extends the one that it comes from, wherever it lies") {
  const Sandbox sandbox;
  sandbox.write("base.toml", "[scenario]\nformat = 1\n");
  const Outcome beside = sandbox.shell("isletsim new mine.toml --from base.toml");
  CHECK(beside.code == 0);
  CHECK(beside.out == "mine.toml\n");
  CHECK(sandbox.read("mine.toml").find("extends = \"base.toml\"\nname = \"mine\"\n") !=
        std::string::npos);
  CHECK(
      sandbox.shell("mkdir 'a \"b\"' && isletsim new 'a \"b\"/mine.toml' --from base.toml").code ==
      0);
  CHECK(sandbox.read("a \"b\"/mine.toml").find("extends = \"../base.toml\"\n") !=
        std::string::npos);
}
