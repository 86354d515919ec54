// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "io/results_database.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

constexpr const char* sweep = R"([sweep]
format = 1
scenario = "tiny.toml"
replicates = 3
[grid]
cells.cd8_t_cell.initial = [2, 500]
[[arm]]
name = "control"
[[arm]]
name = "no_killing"
without = ["ctl_killing"]
[[endpoint]]
name = "beta_survival"
[series]
columns = ["islets.cd8_t_cells"]
)";

/// Two arms, of which one names a scenario beside the sweep without its ending.
constexpr const char* arms = R"([sweep]
format = 1
scenario = "tiny"
until = "2 h"
replicates = 2
[[arm]]
name = "control"
[[arm]]
name = "short_signal"
without = ["ctl_killing"]
[arm.set]
cells.cd8_t_cell.initial = 2
factors.IL1_beta.half_life.scale = 0.5
[[endpoint]]
name = "beta_survival"
)";

/// A folder with a sweep of 12 short runs, of which the six with too many cells fail, and another.
struct SweepSandbox : Sandbox {
  SweepSandbox() {
    REQUIRE(this->shell("cp " ISLETSIM_SOURCE_DIR "/tests/scenarios/tiny.toml .").code == 0);
    this->write("sweep.toml", sweep);
    this->write("arms.toml", arms);
  }
  [[nodiscard]] Json status(const std::string& database) const {
    const Outcome outcome = this->shell("isletsim sweep --status --json --db " + database);
    CHECK(outcome.code == 0);
    return read_json(outcome.out);
  }
  [[nodiscard]] std::string content(const std::string& database) const {
    return this->status(database).at("content_hash").text();
  }
};

}  // namespace

TEST_CASE("runs that fail are recorded, the others go on, and the exit code reports it") {
  const SweepSandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --workers 2");
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, "written to r.sqlite: 12 of 12 runs, 6 failed"));
  CHECK(
      contains(outcome.err,
               "error: run 3 failed: cells: more motile cells at the start than there are places"));
  const Outcome json = sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --json");
  const Json results = read_json(json.out);
  REQUIRE(results.at("conditions").array().size() == 4);
  const Json& second = results.at("conditions").array()[1];
  CHECK(second.at("arm").text() == "no_killing");
  CHECK(second.at("runs").integer() == 3);
  const Json& survival = second.at("endpoints").array()[0];
  CHECK(survival.at("median").number() == 1);
  CHECK(survival.at("a_over_first_arm").number() ==
        0.5);  // within an hour no cell is killed in either arm
  const Json status = sandbox.status("r.sqlite");
  CHECK(status.at("done").integer() == 6);
  CHECK(status.at("failed").integer() == 6);
  // Again: nothing is left to do, and nothing is done twice.
  const Outcome again =
      sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --workers 2 --quiet");
  CHECK(again.code == 1);
  CHECK(again.out.empty());
  CHECK(sandbox.status("r.sqlite") == status);
  CHECK(sandbox.entries() ==
        std::set<std::string>{"arms.toml", "r.sqlite", "sweep.toml", "tiny.toml"});
}

TEST_CASE("no output takes the place of a file that a command reads or of another output") {
  const SweepSandbox sandbox;
  const std::string cells = "x,y,z,type\n0,0,0,beta\n";
  sandbox.write("cells.csv", cells);
  sandbox.write(
      "child.toml",
      "[scenario]\nformat = 1\nextends = \"tiny.toml\"\n[islet]\ncells = \"cells.csv\"\n");
  sandbox.write("child_sweep.toml",
                "[sweep]\nformat = 1\nscenario = \"child.toml\"\n[[endpoint]]\nname = "
                "\"beta_survival\"\n");
  sandbox.write("swept_cells.toml",
                "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\n[grid]\nislet.cells = "
                "[\"\", \"cells.csv\"]\n[[endpoint]]\nname = \"beta_survival\"\n");
  REQUIRE(
      sandbox
          .shell("mkdir folder; ln -s sweep.toml link.toml; ln cells.csv hard.csv; ln -s . here;"
                 "ln -s folder/new.sqlite new; cp sweep.toml r.csv.partial; : >empty")
          .code == 0);
  const std::set<std::string> before = sandbox.entries();
  const auto refuses = [&](const std::string& command, const std::string& message) {
    CAPTURE(command);
    const Outcome outcome = sandbox.shell("isletsim " + command);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK_MESSAGE(contains(outcome.err, message), outcome.err);
    CHECK(sandbox.entries() == before);
    CHECK(sandbox.read("sweep.toml") == sweep);
    CHECK(sandbox.read("cells.csv") == cells);
    CHECK(sandbox.read("r.csv.partial") == sweep);
  };
  refuses("sweep sweep.toml --db r.sqlite --csv sweep.toml",
          "--csv: would overwrite 'sweep.toml' (it is the sweep, and --csv names 'sweep.toml') — "
          "name another file with --csv");
  for (const char* name : {"./sweep.toml", "folder/../sweep.toml", "here/sweep.toml", "link.toml"})
    refuses("sweep sweep.toml --db r.sqlite --csv " + std::string(name), "(it is the sweep, and");
  refuses("sweep sweep.toml --db r.sqlite --csv tiny.toml", "(it is a file of the scenario, and");
  refuses("sweep child_sweep.toml --db r.sqlite --csv here/tiny.toml",
          "(it is a file of the scenario, and");
  refuses("sweep child_sweep.toml --db r.sqlite --csv hard.csv", "(it is the file of cells, and");
  refuses("sweep swept_cells.toml --db r.sqlite --csv hard.csv", "(it is a file of cells, and");
  refuses("sweep sweep.toml --db r.sqlite --csv r.sqlite", "(it is the database, and");
  refuses("sweep sweep.toml --db r.sqlite --csv here/./r.sqlite", "(it is the database, and");
  refuses("sweep sweep.toml --db new --csv folder/new.sqlite", "(it is the database, and");
  refuses("sweep r.csv.partial --db r.sqlite --csv r.csv", "(it is the sweep, and");
  refuses("sweep sweep.toml --db link.toml", "--db: would overwrite 'sweep.toml'");
  refuses("ablate tiny.toml --db a.sqlite --csv tiny.toml", "(it is a file of the scenario, and");
  refuses("ablate child.toml --db a.sqlite --csv cells.csv", "(it is the file of cells, and");
  refuses("ablate tiny.toml --db a.sqlite --csv a.sqlite", "(it is the database, and");
  refuses("new link.toml --from tiny.toml", "cannot create the file");
  refuses("run tiny.toml --out cells.csv --overwrite", "a file of that name exists");
}

TEST_CASE("names with commas, quotation marks and line breaks stay one field of the CSV") {
  const SweepSandbox sandbox;
  sandbox.write(
      "named.toml",
      "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\n[[arm]]\nname = \"dose, \\\"high\\\"\"\n"
      "[[arm]]\nname = \"two\\nlines\"\n[grid]\nscenario.question = [\"one, or two?\"]\n"
      "[[endpoint]]\nname = \"beta_survival\"\n");
  const Outcome outcome = sandbox.shell(
      "mv named.toml 'named\ntwice.toml'; isletsim sweep 'named\ntwice.toml' --db r.sqlite --csv "
      "r.csv --quiet");
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  const std::string csv = sandbox.read("r.csv");
  CHECK(contains(csv, "\n# isletsim sweep named twice.toml\n"));
  CHECK_MESSAGE(contains(csv, "\n1,\"dose, \"\"high\"\"\",1,1,\"one, or two?\",1,done\n"), csv);
  CHECK_MESSAGE(contains(csv, "\n2,\"two\nlines\",1,1,\"one, or two?\",1,done\n"), csv);
}

TEST_CASE("merged shards hold what one database does, failed runs included") {
  const SweepSandbox sandbox;
  static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --db 1.sqlite --quiet"));
  for (const std::string shard : {"1", "2"})
    static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --quiet --db s" + shard +
                                    " --shard " + shard + "/2"));
  CHECK(sandbox.shell("isletsim sweep --db merged.sqlite --merge s1 s2 --json").code == 0);
  CHECK(sandbox.content("merged.sqlite") == sandbox.content("1.sqlite"));
}

TEST_CASE("the database holds the command that repeats a run, to the same state") {
  const SweepSandbox sandbox;
  REQUIRE(sandbox.shell("isletsim sweep arms.toml --db r.sqlite --quiet").code == 0);
  const ResultsDatabase database = ResultsDatabase::read(sandbox.folder() / "r.sqlite");
  const ResultsPlan& plan = database.plan();
  for (const RunResult& run : database.results()) {
    const Condition& condition =
        plan.conditions.at(static_cast<std::size_t>(plan.condition_of(run.run) - 1));
    INFO(condition.command);
    const Outcome outcome =
        sandbox.shell(condition.command + " --seed " + std::to_string(plan.seed_of(run.run)) +
                      " --json --overwrite --out again");
    REQUIRE(outcome.code == 0);
    CHECK(read_json(outcome.out).at("state_hash").text() == run.state_hash);
  }
}

TEST_CASE(
    "arms are compared with the first, and the replicates for the wanted interval are reported") {
  const SweepSandbox sandbox;
  const std::string command = "isletsim sweep arms.toml --db r.sqlite";
  const Outcome usual = sandbox.shell(command);
  CHECK(usual.code == 0);
  // All cells live in all runs: A is exactly one half. For its replicates see the test of
  // statistics.
  CHECK(contains(usual.out, "\nshort_signal  2     0.50 ["));
  CHECK(contains(usual.out, "], 62\n"));
  CHECK(contains(sandbox.shell(command + " --within 0.05").out, "], 254\n"));
  const Json json = read_json(sandbox.shell(command + " --within 0.05 --json").out);
  CHECK(json.at("conditions")
            .array()[1]
            .at("endpoints")
            .array()[0]
            .at("replicates_for_a")
            .integer() == 254);
}

TEST_CASE(
    "--only-check does the runs that the sweep names, and the same command without it the rest") {
  const SweepSandbox sandbox;
  std::string marked = arms;
  marked.insert(marked.find("[[arm]]"), "check = [4, 1]\n");
  sandbox.write("marked.toml", marked);
  const std::string command = "isletsim sweep marked.toml --db r.sqlite --csv r.csv --quiet";
  CHECK(sandbox.shell(command + " --only-check").code == 0);
  const std::string part = sandbox.read("r.csv");
  CHECK(contains(part, "\n# results epoch "));
  CHECK(contains(part, "\n1,control,1,1,"));
  CHECK(contains(part, "\n4,short_signal,1,2,"));
  CHECK_FALSE(contains(part, "\n2,"));
  CHECK_FALSE(contains(part, "\n3,"));
  CHECK(sandbox.status("r.sqlite").at("done").integer() == 2);
  CHECK(sandbox.shell(command).code == 0);
  CHECK(sandbox.status("r.sqlite").at("done").integer() == 4);
  // Which runs are to be checked is no part of what the database is made for.
  CHECK(sandbox.shell("isletsim sweep arms.toml --db a.sqlite --quiet").code == 0);
  CHECK(sandbox.content("a.sqlite") == sandbox.content("r.sqlite"));
  const Outcome none = sandbox.shell("isletsim sweep arms.toml --db n.sqlite --only-check");
  CHECK(none.code == 2);
  CHECK(none.err ==
        "error: arms.toml: sweep.check: no run to check (--only-check does the runs that 'check' "
        "names) — name some, as in check = [1, 20]\n");
  CHECK_FALSE(sandbox.entries().contains("n.sqlite"));
}

TEST_CASE("Ctrl-C ends a sweep, and the same command goes on") {
  const SweepSandbox sandbox;
  sandbox.write("long.toml",
                "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\nreplicates = 100000\n");
  const Outcome outcome = sandbox.shell(
      "isletsim sweep long.toml --db r.sqlite --workers 2 --quiet & p=$!\n"
      "while kill -0 $p; do sleep 0.1\n"
      "  isletsim sweep --status --json --db r.sqlite 2>&1 | grep '\"done\": [1-9]' && break\n"
      "done >/dev/null; kill -INT $p; wait $p");
  CHECK(outcome.code == 3);
  CHECK(contains(outcome.err, "interrupted; the same command goes on"));
  const Json status = sandbox.status("r.sqlite");
  CHECK(status.at("done").integer() > 0);
  CHECK(status.at("done").integer() < 100000);
  CHECK_FALSE(status.at("running").boolean());
}

TEST_CASE("a bad sweep is refused, and nothing is written") {
  const SweepSandbox sandbox;
  sandbox.write("bad.toml",
                "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\n[grid]\ncells.cd8.initial = [1]\n");
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell("isletsim sweep bad.toml --db r.sqlite");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "error: bad.toml:5: cells.cd8"));
  CHECK(sandbox.shell("isletsim sweep sweep.toml --db sweep.toml").code == 2);
  CHECK(sandbox.entries() == before);
  CHECK(sandbox.read("sweep.toml") == sweep);
}

TEST_CASE("the sweep in the documentation is valid") {
  const SweepSandbox sandbox;
  // The last shard of very many holds no run.
  const Outcome outcome =
      sandbox.shell("sed -n '/^```toml/,/^```/p' " ISLETSIM_SOURCE_DIR
                    "/docs/sweeps.md | sed '/^```/d' >shown.toml\n"
                    "isletsim sweep shown.toml --db r.sqlite --quiet --shard 99999/99999");
  CHECK(outcome.err.empty());
  CHECK(outcome.code == 0);
  CHECK(sandbox.status("r.sqlite").at("planned").integer() == 0);
}
