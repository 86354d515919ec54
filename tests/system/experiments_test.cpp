// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

const std::string scenarios = ISLETSIM_SOURCE_DIR "/tests/scenarios";

}  // namespace

TEST_CASE("ablation ranks what a group of mechanisms does, within seeds") {
  const Sandbox sandbox;
  const std::string command =
      "isletsim ablate '" + scenarios +
      "/exercise.toml' --groups --until '4 h' --seeds 2 --db a.sqlite --csv a.csv";
  const Outcome outcome = sandbox.shell(command);
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "without"));
  CHECK(contains(outcome.out, "autoimmunity"));
  const std::string csv = sandbox.read("a.csv");
  CHECK(csv.starts_with("# isletsim "));
  CHECK(contains(csv, ")\n# results epoch "));
  CHECK(contains(csv,
                 "--seeds 2 --until \"4 h\" --groups\n# seeds 7 to 8\nrank,without,seeds,changed,"
                 "endpoint,baseline,ablated,effect,effect_low,effect_high,relative,a\n1,"));
  const Outcome again = sandbox.shell(command + " --json");
  const Json parsed = read_json(again.out);
  const Json::Array& ranked = parsed.array();
  REQUIRE(ranked.size() > 3);
  double last = 2;
  bool inflammation_draws_cells = false;
  for (const Json& ablation : ranked) {
    double greatest = 0;
    for (const Json& effect : ablation.at("effects").array()) {
      greatest = std::max(greatest, effect.at("relative").number());
      // Recruitment of macrophages and dendritic cells is inflammation's: fewer without it.
      if (ablation.at("without").text() == "inflammation" &&
          effect.at("endpoint").text() == "infiltrate")
        inflammation_draws_cells = effect.at("effect").number() < 0;
    }
    CHECK(greatest <= last);
    last = greatest;
  }
  CHECK(inflammation_draws_cells);
  CHECK(sandbox.entries() == std::set<std::string>{"a.csv", "a.sqlite"});
}

TEST_CASE("cells and tracks of a run are exported as they were") {
  const Sandbox sandbox;
  REQUIRE(sandbox
              .shell("isletsim run '" + scenarios +
                     "/exercise.toml' --until '4 h' --frames none --out run --quiet")
              .code == 0);
  const Outcome cells = sandbox.shell("isletsim export run --cells");
  CHECK(cells.code == 0);
  CHECK(cells.out.starts_with("time_day,islet,type,id,x_um,y_um,z_um,viability,"));
  CHECK(contains(cells.out, ",beta_cells,"));
  CHECK(contains(cells.out, ",alive,"));
  const Outcome tracks = sandbox.shell("isletsim export run --tracks --from '2 h'");
  CHECK(tracks.out.starts_with("time_day,islet,type,id,x_um,y_um,z_um\n"));
  CHECK_FALSE(contains(tracks.out, "beta_cells"));
  // The end of the tracks is where the cells of the last checkpoint are; it took no part in them.
  const Outcome same = sandbox.shell(
      "isletsim export run --tracks --from '4 h' | sort >t.csv\n"
      "isletsim export run --cells | cut -d, -f1-7 | grep -v -e beta_ -e alpha_ -e delta_ -e "
      "endothelial_ | sort >c.csv\n"
      "isletsim export run --tracks --from '1 h' | grep -e ^time_day -e ^0.1666 | sort >u.csv\n"
      "diff t.csv c.csv && diff t.csv u.csv");
  CHECK(same.code == 0);
  CHECK(lines_in(sandbox.read("t.csv")) > 20);
  CHECK(sandbox.shell("isletsim export run --cells --time '2 h'").code == 0);
  for (const std::string wrong :
       {"--cells --tracks", "--cells --time '9 h'", "--tracks --from soon"})
    CHECK(sandbox.shell("isletsim export run " + wrong).code == 2);
}

TEST_CASE("two runs are compared by parameters and by their states") {
  const Sandbox sandbox;
  const std::string run = "isletsim run '" + scenarios + "/tiny.toml' --frames none --quiet ";
  REQUIRE(sandbox.shell(run + "--until '3 h' --out a").code == 0);
  REQUIRE(sandbox.shell(run + "--until '2 h' --out shorter").code == 0);
  REQUIRE(sandbox.shell(run + "--until '3 h' --seed 2 --out other").code == 0);
  const Outcome shorter = sandbox.shell("isletsim diff a shorter");
  CHECK(shorter.code == 0);
  CHECK(contains(shorter.out, "run.duration  3 h  2 h\n"));
  CHECK(contains(shorter.out, "the states are the same as far as both go, until day 0.0833"));
  const Outcome other = sandbox.shell("isletsim diff a other");
  CHECK(other.code == 1);
  const auto first_hash = [&](const std::string& run_directory) {
    return sandbox.shell("sed -n '2s/.*,//p' " + run_directory + "/series/hashes.csv | tr -d '\\n'")
        .out;
  };
  CHECK(other.out == "run.seed  1  2\nthe states differ from the start, at day 0: " +
                         first_hash("a") + " and " + first_hash("other") + '\n');
  const Outcome json = sandbox.shell("isletsim diff a other --json");
  CHECK(read_json(json.out).at("first_differing_day").text() == "0");
  CHECK(read_json(json.out).at("second_hash").text() == first_hash("other"));
}

TEST_CASE("a run reports how to cite it, and which publications") {
  const Sandbox sandbox;
  REQUIRE(sandbox
              .shell("isletsim run '" + scenarios +
                     "/tiny.toml' --frames none --quiet --out a --without ctl_killing")
              .code == 0);
  const Outcome with = sandbox.shell("isletsim cite a");
  CHECK(with.code == 0);
  CHECK(contains(with.out, "Simulated with isletsim " ISLETSIM_VERSION));
  CHECK(contains(with.out, "seed 1, 0.0416667 days"));
  CHECK(contains(with.out, "  mechanisms.disable = [ctl_killing] (default [])\n"));
  CHECK(contains(with.out, "@software{isletsim,"));
  CHECK(contains(with.out, "Sources of the rules and numbers used\n"));
  CHECK_FALSE(contains(with.out, "assumed"));
}

TEST_CASE("a sweep's runs as CSV") {
  const Sandbox sandbox;
  sandbox.write("s.toml",
                "[sweep]\nformat = 1\nscenario = \"" + scenarios +
                    "/tiny.toml\"\nreplicates = 2\n[grid]\n"
                    "cells.cd8_t_cell.initial = [1, 2]\n[[endpoint]]\nname = \"onset\"\n");
  const Outcome outcome =
      sandbox.shell("isletsim sweep s.toml --db s.sqlite --csv s.csv --quiet --workers 1");
  CHECK(outcome.code == 0);
  const std::string csv = sandbox.read("s.csv");
  CHECK(contains(csv,
                 "# isletsim sweep s.toml\n# seeds 1 to 2\n"
                 "run,arm,point,seed,cells.cd8_t_cell.initial,onset,onset_observed,status\n"
                 "1,all,1,1,1,0.041666666666666664,0,done\n"
                 "2,all,2,1,2,0.041666666666666664,0,done\n"
                 "3,all,1,2,1,"));
  CHECK(lines_in(csv) == 9);
}
