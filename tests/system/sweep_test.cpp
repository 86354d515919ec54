// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

constexpr const char* tiny = R"([scenario]
format = 1
[run]
seed = 1
species = "mouse"
duration = "1 h"
[islet]
diameter = "40 um"
box = "80 um"
)";

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

/// A folder with a sweep of 12 short runs, of which the six with too many cells fail.
struct SweepSandbox : Sandbox {
  SweepSandbox() {
    this->write("tiny.toml", tiny);
    this->write("sweep.toml", sweep);
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

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("runs that fail are recorded, the others go on, and the exit code tells") {
  const SweepSandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --workers 2");
  CHECK(outcome.code == 1);
  CHECK(has(outcome.out, "written to r.sqlite: 12 of 12 runs, 6 failed"));
  CHECK(has(outcome.err,
            "error: run 3 failed: cells: more motile cells at the start than there are places"));
  const Outcome json = sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --json");
  const Json results = read_json(json.out);
  REQUIRE(results.at("conditions").array().size() == 4);
  const Json& second = results.at("conditions").array()[1];
  CHECK(second.at("arm").text() == "no_killing");
  CHECK(second.at("runs").integer() == 3);
  const Json& survival = second.at("endpoints").array()[0];
  CHECK(survival.at("median").number() == 1);
  CHECK(survival.at("a_over_first_arm").number() == 0.5);  // an hour kills nobody in either arm
  const Json status = sandbox.status("r.sqlite");
  CHECK(status.at("done").integer() == 6);
  CHECK(status.at("failed").integer() == 6);
  // Again: nothing is left to do, and nothing is done twice.
  const Outcome again =
      sandbox.shell("isletsim sweep sweep.toml --db r.sqlite --workers 2 --quiet");
  CHECK(again.code == 1);
  CHECK(again.out.empty());
  CHECK(sandbox.status("r.sqlite") == status);
  CHECK(sandbox.entries() == std::set<std::string>{"r.sqlite", "sweep.toml", "tiny.toml"});
}

TEST_CASE("workers, shards and interruptions leave equal content") {
  const SweepSandbox sandbox;
  static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --db 1.sqlite --workers 1 --quiet"));
  const std::string expected = sandbox.content("1.sqlite");
  for (const std::string workers : {"2", "4"}) {
    static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --quiet --db " + workers +
                                    ".sqlite --workers " + workers));
    CHECK(sandbox.content(workers + ".sqlite") == expected);
  }
  for (const std::string shard : {"1", "2", "3", "4"})
    static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --quiet --workers 1 --db s" + shard +
                                    " --shard " + shard + "/4"));
  const Outcome merged =
      sandbox.shell("isletsim sweep --db merged.sqlite --merge s1 s2 s3 s4 --json");
  CHECK(merged.code == 0);
  CHECK(sandbox.content("merged.sqlite") == expected);

  // The whole killed after a while, again and again, until it is done.
  const Outcome killed = sandbox.shell(
      "for wait in 0.02 0.05 0.1 0.15 0.2; do\n"
      "  isletsim sweep sweep.toml --db killed.sqlite --workers 2 --quiet & p=$!\n"
      "  sleep $wait; kill -9 $p; wait $p\n"
      "done 2>/dev/null\n"
      "isletsim sweep sweep.toml --db killed.sqlite --workers 2 --quiet");
  CHECK(killed.code == 1);
  CHECK(sandbox.content("killed.sqlite") == expected);
}

TEST_CASE("a killed worker costs nothing but time") {
  const SweepSandbox sandbox;
  static_cast<void>(sandbox.shell("isletsim sweep sweep.toml --db 1.sqlite --workers 1 --quiet"));
  const Outcome killed = sandbox.shell(
      "isletsim sweep sweep.toml --db k.sqlite --workers 2 --quiet & p=$!\n"
      "for i in 1 2 3; do sleep 0.07; for c in $(cat /proc/$p/task/$p/children); do kill -9 $c; "
      "done; done 2>/dev/null\n"
      "wait $p");
  CHECK(killed.code == 1);
  CHECK(sandbox.content("k.sqlite") == sandbox.content("1.sqlite"));
}

TEST_CASE("Ctrl-C ends a sweep, and the same command goes on") {
  const SweepSandbox sandbox;
  sandbox.write("long.toml", "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\nreplicates = 1000\n");
  const Outcome outcome = sandbox.shell(
      "isletsim sweep long.toml --db r.sqlite --workers 2 --quiet & p=$!\n"
      "for i in $(seq 300); do sleep 0.1\n"
      "  isletsim sweep --status --json --db r.sqlite 2>&1 | grep '\"done\": [1-9]' && break\n"
      "done >/dev/null; kill -INT $p; wait $p");
  CHECK(outcome.code == 3);
  CHECK(has(outcome.err, "interrupted; the same command goes on"));
  const Json status = sandbox.status("r.sqlite");
  CHECK(status.at("done").integer() > 0);
  CHECK(status.at("done").integer() < 1000);
  CHECK_FALSE(status.at("running").boolean());
}

TEST_CASE("a bad sweep is refused, and nothing is written") {
  const SweepSandbox sandbox;
  sandbox.write("bad.toml",
                "[sweep]\nformat = 1\nscenario = \"tiny.toml\"\n[grid]\ncells.cd8.initial = [1]\n");
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell("isletsim sweep bad.toml --db r.sqlite");
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "error: bad.toml:5: cells.cd8"));
  for (const std::string line :
       {"isletsim sweep --db r.sqlite", "isletsim sweep sweep.toml",
        "isletsim sweep sweep.toml --db r.sqlite --shard 3/2",
        "isletsim sweep sweep.toml --db r.sqlite --workers none",
        "isletsim sweep --status --db r.sqlite", "isletsim sweep sweep.toml --db sweep.toml",
        "isletsim sweep nowhere.toml --db r.sqlite"}) {
    INFO(line);
    CHECK(sandbox.shell(line).code == 2);
  }
  CHECK(sandbox.entries() == before);
  CHECK(sandbox.read("sweep.toml") == sweep);
}

TEST_CASE("the sweep that the documentation shows is one") {
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
