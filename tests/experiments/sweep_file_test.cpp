// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_file.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace isletsim;
using isletsim::test::has;

namespace {

constexpr const char* scenario = "[scenario]\nformat = 1\n[run]\nseed = 1\n";

struct Files {
  Files() {
    test::put(folder / "mine.toml", scenario);
    test::put(folder / "other.toml", scenario);
  }
  [[nodiscard]] Sweep read(const std::string& text) const {
    test::put(folder / "sweep.toml", text);
    return read_sweep(folder / "sweep.toml");
  }
  /// All faults, one per line, without the folder.
  [[nodiscard]] std::string faults_of(const std::string& text) const {
    try {
      static_cast<void>(this->read(text));
    } catch (const ConfigError& error) {
      std::string lines;
      for (Fault fault : error.faults()) {
        CHECK(fault.file == (folder / "sweep.toml").string());
        fault.file = "sweep.toml";
        lines += to_string(fault) + '\n';
      }
      return lines;
    }
    return {};
  }
  test::TemporaryFolder folder;
};

const std::string header = "[sweep]\nformat = 1\nscenario = \"mine.toml\"\n";

}  // namespace

TEST_CASE("the least sweep is one run with the known measures") {
  const Files files;
  const Sweep sweep = files.read(header);
  CHECK(sweep.conditions() == 1);
  CHECK(sweep.replicates == 1);
  CHECK(sweep.endpoints.size() == 4);
  const ResultsPlan plan = results_plan(sweep, {});
  CHECK(plan.runs() == 1);
  CHECK(plan.conditions.front().command == "isletsim run mine.toml");
}

TEST_CASE("arms, grid and hypercube are crossed, and values go over each other in their order") {
  const Files files;
  const Sweep sweep = files.read(header + R"(
replicates = 3
first_seed = 11
until = "2 h"
[set]
cells.cd8_t_cell.initial = 1
[grid]
"patient.islets_simulated" = [1, 2]
parameters.ctl_killing.kill_rate.scale = [0.5, 1, 2]
[latin_hypercube]
samples = 4
[latin_hypercube.ranges]
cells.macrophage.initial = { low = 0, high = 9 }
parameters.ctl_recognition.bind_rate = { low = "1e-3 1/min", high = "1e-1 1/min", spacing = "log" }
[[arm]]
name = "control"
[[arm]]
name = "treated"
scenario = "other"
without = ["msc"]
[arm.set]
cells.cd8_t_cell.initial = 5
)");
  REQUIRE(sweep.arms.size() == 2);
  CHECK(sweep.points.size() == 2 * 3 * 4);
  CHECK(sweep.arms[1].set.size() == 2);
  const Overrides overrides = sweep.overrides_of(2);
  REQUIRE(overrides.set.size() == 6);
  CHECK(overrides.set[0] == "cells.cd8_t_cell.initial=1");
  CHECK(overrides.set[1] == "cells.cd8_t_cell.initial=5");
  CHECK(overrides.set[2] == "patient.islets_simulated=1");
  CHECK(overrides.set[3] == "parameters.ctl_killing.kill_rate.scale=0.5");
  CHECK(overrides.without == std::vector<std::string>{"msc"});
  CHECK(overrides.until == "2 h");
  CHECK(sweep.arm_of(1).name == "control");
  CHECK(sweep.arm_of(2).name == "treated");
}

TEST_CASE("arms share their seeds, and more replicates renumber no run") {
  const Files files;
  Sweep sweep = files.read(
      header +
      "replicates = 2\nfirst_seed = 5\n[grid]\nrun.duration = [\"1 h\", \"2 h\", \"3 h\"]\n");
  const ResultsPlan plan = results_plan(sweep, {});
  CHECK(plan.runs() == 6);
  CHECK(plan.seed_of(3) == 5);
  CHECK(plan.seed_of(4) == 6);
  CHECK(plan.condition_of(4) == 1);
  sweep.replicates = 9;
  const ResultsPlan more = results_plan(sweep, {});
  CHECK(more.definition == plan.definition);
  for (std::int64_t run = 1; run <= 6; ++run) CHECK(more.seed_of(run) == plan.seed_of(run));
}

TEST_CASE("runs to check are numbers of runs, each named once") {
  const Files files;
  const std::string six = "replicates = 3\n";
  const std::string arms = "[[arm]]\nname = \"a\"\n[[arm]]\nname = \"b\"\n";
  CHECK(files.read(header + six + arms).check.empty());
  CHECK(files.read(header + six + "check = [6, 1]\n" + arms).check ==
        std::vector<std::int64_t>{6, 1});
  const auto faults = [&](const std::string& list) {
    return files.faults_of(header + six + "check = " + list + "\n" + arms);
  };
  const std::string why =
      " (the runs are numbered from 1 to 6) — take the numbers of the column `run` that --csv "
      "writes\n";
  CHECK(faults("[1, 7]") == "sweep.toml:5: sweep.check: no such run '7'" + why);
  CHECK(faults("[1.5]") == "sweep.toml:5: sweep.check: no such run '1.5'" + why);
  CHECK(faults("[2, 3, 2]") == "sweep.toml:5: sweep.check: run twice '2' — name it once\n");
  CHECK(has(faults("[0]"), "sweep.toml:5: sweep.check: "));
  CHECK(has(faults("[\"a\"]"), "sweep.toml:5: sweep.check: "));
}

TEST_CASE("all that is wrong in a sweep is reported at once, in the order of its lines") {
  const Files files;
  // Names, words, values, ranges, columns and arms: nothing hides what is wrong elsewhere.
  const std::string text = R"([sweep]
format = 1
scenario = "mine.toml"
replicates = 0
[set]
cells.cd8_t_cell.initail = 1
[grid]
cells.cd8_t_cell.initial = [1, -2]
run.duration = 3
[latin_hypercube]
samples = 2
[latin_hypercube.ranges]
a.b = { low = 2, high = 1 }
parameters.ctl_killing.kill_rat = { low = "1 1/day", high = "2 1/day" }
[[arm]]
name = "a"
without = ["ctl_kiling"]
[[arm]]
name = "b"
scenario = "nowhere.toml"
[[arm]]
nmae = "c"
[arm.set]
cells.macrophage.initial = "many"
[[endpoint]]
name = "x"
columns = ["islets.beta_cells_aliv"]
take = "medain"
[series]
columns = ["islets.celsl"]
[grdi]
)";
  const std::string faults = files.faults_of(text);
  INFO(faults);
  std::vector<std::string> places;
  std::istringstream lines(faults);
  for (std::string line; std::getline(lines, line);) {
    CHECK(has(line, " — "));  // a way out
    places.push_back(line.substr(0, line.find(": ", line.find(": ") + 1)));
  }
  CHECK(has(faults, "grdi: unknown table 'grdi' — did you mean 'grid'?"));
  const std::vector<std::string> expected{
      "sweep.toml:4: sweep.replicates",
      "sweep.toml:6: cells.cd8_t_cell.initail",
      "sweep.toml:8: cells.cd8_t_cell.initial",
      "sweep.toml:9: grid.run.duration",
      "sweep.toml:13: latin_hypercube.ranges.a.b",
      "sweep.toml:14: parameters.ctl_killing.kill_rat",
      "sweep.toml:17: mechanisms.disable",
      "sweep.toml:20: arm.2.scenario",
      "sweep.toml:21: arm.3.name",
      "sweep.toml:22: arm.3.nmae",
      "sweep.toml:24: cells.macrophage.initial",
      "sweep.toml:27: endpoint.1.columns",
      "sweep.toml:28: endpoint.1.take",
      "sweep.toml:30: series.columns",
      "sweep.toml:31: grdi",
  };
  CHECK(places == expected);
}

TEST_CASE("a sweep without its head is looked at all the same") {
  const Files files;
  const std::string faults = files.faults_of(R"([sweep]
format = 1
scenario = "mine.toml"
replicats = 3
[grid]
cells.cd8_t_cell.initial = 4
[latin_hypercube.ranges]
a.b = { low = 2, high = 1 }
a.c = { low = "1 um", high = "2 mm" }
a.d = 5
a.e = { low = 0, high = 1, spacing = "log" }
)");
  INFO(faults);
  CHECK(has(faults,
            "sweep.toml:4: sweep.replicats: unknown key 'replicats' — did you mean "
            "'replicates'?"));
  CHECK(has(faults, "sweep.toml:6: grid.cells.cd8_t_cell.initial: not a list of values '4'"));
  CHECK(has(faults, "sweep.toml:11: latin_hypercube.ranges.a.e"));
}

TEST_CASE("values that the sweep's own would go over are refused") {
  const Files files;
  const std::string faults = files.faults_of(header + R"(until = "2 h"
[set]
run.seed = 3
[[arm]]
name = "a"
[[arm]]
name = "b"
[grid]
run.duration = ["1 h", "2 h"]
)");
  INFO(faults);
  CHECK(has(faults, "sweep.toml:6: run.seed: value without effect '3'"));
  CHECK(has(faults, "sweep.toml:12: run.duration: value without effect '1 h'"));
  CHECK(std::count(faults.begin(), faults.end(), '\n') == 2);
}

TEST_CASE("ranges that cannot be drawn from are refused") {
  const Files files;
  const std::string faults = files.faults_of(header + R"([latin_hypercube]
samples = 2
[latin_hypercube.ranges]
a.b = { low = 2, high = 1 }
a.c = { low = "1 um", high = "2 mm" }
a.e = { low = 0, high = 1, spacing = "log" }
a.f = { low = "x", high = "y" }
a.g = { low = 1 }
)");
  INFO(faults);
  CHECK(has(faults, "sweep.toml:7: latin_hypercube.ranges.a.b: empty range '2 to 1'"));
  CHECK(has(faults, "latin_hypercube.ranges.a.c: two units in one range 'um and mm'"));
  CHECK(has(faults, "latin_hypercube.ranges.a.e: logarithm of nothing '0'"));
  CHECK(has(faults, "latin_hypercube.ranges.a.f: no numbers to draw between 'x'"));
  CHECK(has(faults, "latin_hypercube.ranges.a.g: range without both ends"));
}

TEST_CASE("keys, values and columns that scenarios do not know are refused where they stand") {
  const Files files;
  CHECK(has(files.faults_of(header + "[grid]\ncells.cd8_t_cell.initail = [1]\n"),
            "sweep.toml:5: cells.cd8_t_cell.initail: unknown key 'initail' — did you mean "
            "'initial'?"));
  CHECK(has(files.faults_of(header + "[grid]\ncells.cd8_t_cell.initial = [1, -2]\n"),
            "sweep.toml:5: cells.cd8_t_cell.initial: "));
  CHECK(has(files.faults_of(header + "[[arm]]\nname = \"a\"\nwithout = [\"ctl_kiling\"]\n"),
            "did you mean 'ctl_killing'?"));
  CHECK(has(files.faults_of(header +
                            "[[endpoint]]\nname = \"x\"\ncolumns = [\"islets.beta_cells_aliv\"]\n"),
            "sweep.toml:6: endpoint.1.columns: unknown column 'islets.beta_cells_aliv' (columns "
            "are those of series/islets.csv and series/patient.csv) — did you mean "
            "'islets.beta_cells_alive'?"));
  CHECK(has(files.faults_of("[sweep]\nformat = 1\nscenario = \"nowhere.toml\"\n"),
            "sweep.toml:3: sweep.scenario: no such scenario 'nowhere.toml'"));
  CHECK(has(files.faults_of(header + "[[arm]]\nname = \"a\"\n[[arm]]\nname = \"a\"\n"),
            "two arms of one name 'a'"));
  CHECK(has(files.faults_of(header + "[latin_hypercube]\nsamples = 5\n"),
            "samples and ranges go together"));
  CHECK(has(files.faults_of(header + "until = \"90 min\"\n"),
            "sweep.toml:4: run.duration: no whole number of exchange intervals '90 min'"));
  CHECK(has(files.faults_of(header + "first_seed = 4000000000\nreplicates = 10000000000\n"),
            "replicates"));
}
