// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

const std::string base = "[scenario]\nformat = 1\nextends = \"nod_mouse\"\n";

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

TEST_CASE("what the command line cannot mean is refused, with a way out") {
  const Sandbox sandbox;
  sandbox.write("mine.toml", base);
  const std::vector<Refusal> refusals{
      {"isletsim", "no command given — see `isletsim --help`"},
      {"isletsim lst", "unknown command 'lst' — did you mean 'list'?"},
      {"isletsim frobnicate all", "unknown command 'frobnicate' — see `isletsim --help`"},
      {"isletsim --vresion", "unknown option '--vresion' — did you mean '--version'?"},
      {"isletsim --version=2", "--version: takes no value — see `isletsim --help`"},
      {"isletsim run", "missing argument 'SCENARIO' — see `isletsim run --help`"},
      {"isletsim run mine.toml --seed 1 --seed 2",
       "--seed: given more than once — see `isletsim run --help`"},
      {"isletsim run mine.toml --out --overwrite",
       "--out: needs a value — see `isletsim run --help`"},
      {"isletsim run mine.toml --overwrite=yes",
       "--overwrite: takes no value — see `isletsim run --help`"},
      {"isletsim resume", "missing argument 'RUN_DIR' — see `isletsim resume --help`"},
      {"isletsim check", "missing argument 'SCENARIO' — see `isletsim check --help`"},
      {"isletsim show", "missing argument 'SCENARIO' — see `isletsim show --help`"},
      {"isletsim list", "missing argument 'WHAT' — see `isletsim list --help`"},
      {"isletsim list scenarois",
       "WHAT: unknown word 'scenarois' (known: cells, factors, mechanisms, outputs, parameters, "
       "scenarios) — did you mean 'scenarios'?"},
      {"isletsim list cells twice", "unexpected argument 'twice' — see `isletsim list --help`"},
      {"isletsim list cells --formt json", "unknown option '--formt' — did you mean '--format'?"},
      {"isletsim list cells --format xml",
       "--format: unknown word 'xml' (known: json, markdown, schema, table) — see `isletsim list "
       "--help`"},
      {"isletsim list cells --format schema",
       "--format: no such format 'schema' (only parameters have one, that of scenario files) — see "
       "`isletsim list parameters --format schema`"},
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
      {"isletsim sweep --db r.sqlite", "missing argument 'SWEEP' — see `isletsim sweep --help`"},
      {"isletsim sweep sweep.toml", "missing argument '--db' — see `isletsim sweep --help`"},
      {"isletsim sweep sweep.toml --db r.sqlite --shard 3/2",
       "--shard: not a shard '3/2' (which of how many expected) — write it as in --shard 1/4"},
      {"isletsim sweep sweep.toml --db r.sqlite --workers none",
       "--workers: not a number of workers 'none' (a whole number from 1 to 1024 is) — see "
       "`isletsim sweep --help`"},
      {"isletsim sweep sweep.toml --db r.sqlite --within 2",
       "--within: not a share '2' (a number between 0 and 1 is) — see `isletsim sweep --help`"},
      {"isletsim sweep sweep.toml --db r.sqlite",
       "sweep.toml: no such file (No such file or directory) — check the path"},
      {"isletsim sweep --status --db r.sqlite",
       "--db: results database cannot be read 'r.sqlite' (r.sqlite: cannot read results database: "
       "No such file or directory) — name another file with --db"},
      {"isletsim ablate mine.toml", "missing argument '--db' — see `isletsim ablate --help`"},
      {"isletsim ablate nowhere --db r.sqlite",
       "no such scenario 'nowhere' (it is neither a file nor in the scenario folder) — 'isletsim "
       "list scenarios' names all"},
      {"isletsim export run",
       "nothing to export (either cells or tracks) — add --cells or --tracks"},
      {"isletsim export nowhere --cells",
       "not a run directory 'nowhere' (it holds no manifest.json) — give the folder of a run"},
      {"isletsim diff nowhere", "missing argument 'RUN_B' — see `isletsim diff --help`"},
      {"isletsim diff nowhere nowhere",
       "not a run directory 'nowhere' (it holds no manifest.json) — give the folder of a run"},
      {"isletsim cite nowhere",
       "not a run directory 'nowhere' (it holds no manifest.json) — give the folder of a run"},
  };
  for (const Refusal& refusal : refusals) expect_refused(sandbox, refusal);
}

TEST_CASE("help and version go to standard output") {
  const Sandbox sandbox;
  for (const std::string line :
       {"isletsim --help", "isletsim run --help", "isletsim resume -h", "isletsim check --help",
        "isletsim show --help", "isletsim new --help", "isletsim list --help"}) {
    INFO(line);
    const Outcome outcome = sandbox.shell(line);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("Usage: isletsim") != std::string::npos);
    CHECK(outcome.err.empty());
  }
  const Outcome version = sandbox.shell("isletsim --version");
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("isletsim " ISLETSIM_VERSION " ("));
  // Where this fails, CHANGELOG.md has no line `Results epoch: N`, or the build missed its change.
  const Outcome epoch = sandbox.shell(
      "sed -n 's/^Results epoch: /results epoch /p' " ISLETSIM_SOURCE_DIR "/CHANGELOG.md");
  CHECK(epoch.out.starts_with("results epoch "));
  CHECK(version.out.find(")\n" + epoch.out) != std::string::npos);
}

TEST_CASE("a full disk under standard output is a failure") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim --help >/dev/full");
  CHECK(outcome.code == 1);
  CHECK(outcome.err == "error: standard output: cannot write: No space left on device\n");
}

TEST_CASE("a new scenario extends the one that it comes from, wherever it lies") {
  const Sandbox sandbox;
  sandbox.write("base.toml", base);
  const Outcome beside = sandbox.shell("isletsim new mine.toml --from base.toml");
  CHECK(beside.code == 0);
  CHECK(beside.out == "mine.toml\n");
  CHECK(sandbox.read("mine.toml").find("extends = \"base.toml\"\n") != std::string::npos);
  CHECK(
      sandbox.shell("mkdir 'a \"b\"' && isletsim new 'a \"b\"/mine.toml' --from base.toml").code ==
      0);
  CHECK(sandbox.read("a \"b\"/mine.toml").find("extends = \"../base.toml\"\n") !=
        std::string::npos);
  CHECK(sandbox.shell("isletsim new shipped.toml --from nod_mouse").code == 0);
  CHECK(sandbox.read("shipped.toml").find("extends = \"nod_mouse\"\n") != std::string::npos);
  CHECK(sandbox.shell("isletsim check mine.toml 'a \"b\"/mine.toml' shipped.toml").code == 0);
}

TEST_CASE("every shipped scenario passes its own check") {
  const Sandbox sandbox;
  const Outcome outcome =
      sandbox.shell("isletsim check $(isletsim list scenarios | awk 'NR > 1 { print $1 }')");
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("nod_mouse: valid") != std::string::npos);
  CHECK(outcome.err.empty());
  CHECK(sandbox.entries().empty());
}

TEST_CASE("the scenario that show prints means the same when it is read again") {
  const Sandbox sandbox;
  REQUIRE(sandbox.shell("isletsim show nod_mouse >shown.toml").code == 0);
  REQUIRE(sandbox.shell("isletsim show shown.toml >again.toml").code == 0);
  // The places where values were set differ, and stand in comments.
  const Outcome difference =
      sandbox.shell("for f in shown again; do sed 's/#.*//' $f.toml >$f; done; diff shown again");
  CHECK(difference.out.empty());
  CHECK(difference.code == 0);
}
