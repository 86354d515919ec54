// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

/// A line of shell that the program must refuse, and how the one line of explanation must begin.
struct BadInput {
  std::string command;
  std::string message;
};

void expect_refused(const Sandbox& sandbox, const BadInput& input) {
  INFO(input.command);
  const auto before = sandbox.entries();
  const Outcome outcome = sandbox.shell(input.command);
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
  CHECK(outcome.err.substr(0, 7 + input.message.size()) == "error: " + input.message);
  CHECK(outcome.err.find(" — ") != std::string::npos);
  CHECK(sandbox.entries() == before);
}

/// What a user might write below the head of a scenario, and how the message must begin behind the
/// file's name: line, key, problem and value.
struct BadScenario {
  std::string text;
  std::string message;
};

const std::string head = "[scenario]\nformat = 1\nextends = \"nod_mouse\"\n";  // three lines

std::vector<BadScenario> bad_scenarios() {
  return {
      {"[run]\nduratoin = \"3 day\"\n", "5: run.duratoin: unknown key 'duratoin'"},
      {"[rnu]\nduration = \"3 day\"\n", "4: rnu: unknown table 'rnu'"},
      {"[run]\nduration = \"30 kg\"\n", "5: run.duration: wrong dimension '30 kg'"},
      {"[run]\nduration = 30\n", "5: run.duration: unit missing '30'"},
      {"[run]\nduration = \"30\"\n", "5: run.duration: unit missing '30'"},
      {"[run]\nduration = \"nan day\"\n", "5: run.duration: not a finite number 'nan day'"},
      {"[run]\nduration = \"inf day\"\n", "5: run.duration: not a finite number 'inf day'"},
      {"[run]\nduration = nan\n", "5: run.duration: not a finite number 'nan'"},
      {"[run]\nduration = \"1,000 day\"\n", "5: run.duration: not a number '1,000 day'"},
      {"[run]\nduration = \"1e400 day\"\n", "5: run.duration: number out of range '1e400 day'"},
      {"[run]\nduration = \"-3 day\"\n", "5: run.duration: value out of range '-3 day'"},
      {"[run]\nduration = \"0 day\"\n", "5: run.duration: value out of range '0 day'"},
      {"[run]\nduration = \"1e9 year\"\n", "5: run.duration: value out of range '1e9 year'"},
      {"[run]\nduration = \"90 min\"\n",
       "5: run.duration: no whole number of exchange intervals '90 min'"},
      {"[run]\nduration = \"\"\n", "5: run.duration: not a finite number"},
      {"[run]\nduration = true\n", "5: run.duration: wrong type 'true'"},
      {"[run]\nduration = [\"1 day\"]\n", "5: run.duration: wrong type '[1 day]'"},
      {"[run]\nduration = \"3 dayz\"\n", "5: run.duration: unknown unit '3 dayz'"},
      {"[run]\nduration = 1979-05-27\n", "5: run.duration: not a number '1979-05-27'"},
      {"[run]\nseed = 1.5\n", "5: run.seed: wrong type '1.5'"},
      {"[run]\nseed = \"one\"\n", "5: run.seed: wrong type 'one'"},
      {"[run]\nseed = -1\n", "5: run.seed: value out of range '-1'"},
      {"[run]\nseed = 4294967296\n", "5: run.seed: value out of range '4294967296'"},
      {"[run]\nspecies = \"rat\"\n", "5: run.species: unknown value 'rat'"},
      {"[time]\nmotility_step = \"0 min\"\n", "5: time.motility_step: value out of range '0 min'"},
      {"[time]\nmotility_step = \"1 day\"\n", "5: time.motility_step: value out of range '1 day'"},
      {"[time]\nphenotype_step = \"7.5 min\"\n",
       "5: time.phenotype_step: not a multiple of time.motility_step '7.5 min'"},
      {"[time]\nexchange_interval = \"0.1 s\"\n",
       "5: time.exchange_interval: value out of range '0.1 s'"},
      {"[patient]\nage = \"fourteen days\"\n",
       "5: patient.age: not a finite number 'fourteen days'"},
      {"[patient]\nislets_simulated = 0\n", "5: patient.islets_simulated: value out of range '0'"},
      {"[patient]\nislets_simulated = 3000\n",
       "5: patient.islets_simulated: more than patient.islets_represented '3000'"},
      {"[islet]\ndiameter = \"200 um\"\nbox = \"100 um\"\n",
       "6: islet.box: box too small for the islet '100 um'"},
      {"[islet]\nbox = \"5 m\"\n", "5: islet.box: value out of range '5 m'"},
      {"[islet]\ncells = \"missing.csv\"\n",
       "5: islet.cells: file of cells cannot be read 'missing.csv'"},
      {"[islet]\nbeta_fraction = 0\nalpha_fraction = 0\ndelta_fraction = 0\n",
       "5: islet.beta_fraction: no endocrine cells"},
      {"[islet]\narchitecture = \"cubic\"\n", "5: islet.architecture: unknown value 'cubic'"},
      {"[factors]\nlocal_step = \"0 min\"\n", "5: factors.local_step: value out of range '0 min'"},
      {"[factors.CXCL12]\ndiffusivity = \"-1 um^2/s\"\n",
       "5: factors.CXCL12.diffusivity: value out of range '-1 um^2/s'"},
      {"[factors.CXCL12]\ndiffusivity = \"1 nM\"\n",
       "5: factors.CXCL12.diffusivity: wrong dimension '1 nM'"},
      {"[factors.CXCL12]\nhalf_life = \"0 h\"\n",
       "5: factors.CXCL12.half_life: value out of range '0 h'"},
      {"[factors.CXCL12]\nboundary = [\"closed\", \"open\"]\n",
       "5: factors.CXCL12.boundary: neither one value nor six '[closed, open]'"},
      {"[factors.CXCL12]\nboundary = [\"shut\"]\n",
       "5: factors.CXCL12.boundary: unknown value 'shut'"},
      {"[factors.CXL12]\nhalf_life = \"1 h\"\n", "4: factors.CXL12: unknown table 'CXL12'"},
      {"[factors.DAMP]\ninitial = \"1 ng/ml\"\n",
       "5: factors.DAMP.initial: wrong dimension '1 ng/ml'"},
      {"[parameters.ctl_kiling]\nkill_rate = \"1 1/day\"\n",
       "4: parameters.ctl_kiling: unknown table 'ctl_kiling'"},
      {"[parameters.ctl_killing]\nkill_rate = { scale = \"x\" }\n",
       "5: parameters.ctl_killing.kill_rate: wrong scale 'x'"},
      {"[parameters.ctl_killing]\nkill_rate = { scale = -1 }\n",
       "5: parameters.ctl_killing.kill_rate: value out of range '-0.0029 1/min'"},
      {"[parameters.ctl_killing]\nkill_rate = { scales = 2 }\n",
       "5: parameters.ctl_killing.kill_rate.scales: unknown key 'scales'"},
      {"[mechanisms]\ndisable = [\"ctl_kiling\"]\n",
       "5: mechanisms.disable: unknown value 'ctl_kiling'"},
      {"[mechanisms]\ndisable = \"ctl_killing\"\n",
       "5: mechanisms.disable: wrong type 'ctl_killing'"},
      {"[[treatment]]\nkind = \"msc_infusoin\"\nat = \"3 day\"\n",
       "5: treatment.1.kind: unknown value 'msc_infusoin'"},
      {"[[treatment]]\nat = \"3 day\"\n", "4: treatment.1.kind: missing key 'kind'"},
      {"[[treatment]]\nkind = \"msc_infusion\"\n", "4: treatment.1.at: missing key 'at'"},
      {"[[treatment]]\nkind = \"msc_infusion\"\nat = \"-3 day\"\n",
       "6: treatment.1.at: value out of range '-3 day'"},
      {"[[treatment]]\nkind = \"msc_infusion\"\nat = \"3 day\"\ntimes = 3\n",
       "7: treatment.1.times: repeats without 'every' '3'"},
      {"[[treatment]]\nkind = \"msc_infusion\"\nat = \"3 day\"\nevery = \"7 day\"\n",
       "7: treatment.1.every: interval without repeats '7 day'"},
      {"[[treatment]]\nkind = \"virus\"\nat = \"3 day\"\ndose = \"2e6 cell/kg\"\n",
       "7: treatment.1.dose: no key of a trigger '2e6 cell/kg'"},
      {"[treatment]\nkind = \"msc_infusion\"\nat = \"3 day\"\n",
       "4: treatment: one table where a list of tables is expected"},
      {"[[treatment]]\nkind = \"msc_infusion\"\nat = \"3 day\"\ndose = \"1e6 kg\"\n",
       "7: treatment.1.dose: wrong dimension '1e6 kg'"},
      {"[cells.cd8_t_cell]\ninitial = -3\n",
       "5: cells.cd8_t_cell.initial: value out of range '-3'"},
      {"[cells.nk_cell]\ninitial = 3\n", "4: cells.nk_cell: unknown table 'nk_cell'"},
      {"[output]\nframe_interval = \"often\"\n",
       "5: output.frame_interval: not a finite number 'often'"},
      {"[output]\nframe_interval = \"90 min\"\n",
       "5: output.frame_interval: no whole number of exchange intervals '90 min'"},
      {"[output]\nframe_factors = [\"CXCL21\"]\n",
       "5: output.frame_factors: unknown value 'CXCL21'"},
      {"[output]\ncheckpoint_interval = \"0 h\"\n",
       "5: output.checkpoint_interval: value out of range '0 h'"},
      {"[output]\ncheckpoint_at = [\"-1 day\"]\n",
       "5: output.checkpoint_at: value out of range '[-1 day]'"},
      {"[output]\ncheckpoint_at = \"1 day\"\n", "5: output.checkpoint_at: wrong type '1 day'"},
      {"format = 2\n", "4: TOML syntax error"},
      {"[run\n", "4: TOML syntax error"},
      {"[run]\nduration = 3 day\n", "5: TOML syntax error"},
      {"[run]\nduration = \"3 day\"\nduration = \"4 day\"\n", "6: TOML syntax error"},
      {"key\n", "4: TOML syntax error"},
  };
}

}  // namespace

TEST_CASE("every bad scenario is refused in one line that names file, line, key and value") {
  const Sandbox sandbox;
  for (const BadScenario& scenario : bad_scenarios()) {
    sandbox.write("bad.toml", head + scenario.text);
    INFO(scenario.text);
    expect_refused(sandbox, {"isletsim check bad.toml", "bad.toml:" + scenario.message});
    expect_refused(sandbox, {"isletsim run bad.toml --out run", "bad.toml:" + scenario.message});
  }
}

TEST_CASE("what is no scenario is refused before anything is made of it") {
  const Sandbox sandbox;
  sandbox.write("empty.toml", "");
  sandbox.write("garbage.toml", std::string("\x7f"
                                            "ELF\0\x01\x02\xff\xfe",
                                            9));
  sandbox.write("latin1.toml", head + "question = \"\xe9t\xe9\"\n");
  sandbox.write("large.toml", std::string((1 << 20) + 1, '#'));
  sandbox.write("self.toml", "[scenario]\nformat = 1\nextends = \"self.toml\"\n");
  sandbox.write("egg.toml", "[scenario]\nformat = 1\nextends = \"hen.toml\"\n");
  sandbox.write("hen.toml", "[scenario]\nformat = 1\nextends = \"egg.toml\"\n");
  sandbox.write("orphan.toml", "[scenario]\nformat = 1\nextends = \"absent.toml\"\n");
  sandbox.write("formless.toml", "[scenario]\nextends = \"nod_mouse\"\n");
  sandbox.write("future.toml", "[scenario]\nformat = 2\nextends = \"nod_mouse\"\n");
  sandbox.write("seedless.toml", "[scenario]\nformat = 1\n");
  REQUIRE(
      sandbox.shell("mkfifo pipe.toml && mkdir folder.toml && ln -s nowhere.toml link.toml").code ==
      0);
  const std::vector<std::pair<std::string, std::string>> scenarios{
      {"missing.toml", "missing.toml: no such file"},
      {"link.toml", "link.toml: no such file"},
      {"folder.toml", "folder.toml: not a scenario file (it is a directory)"},
      {"/dev/zero", "/dev/zero: not a scenario file (it is a device)"},
      {"pipe.toml", "pipe.toml: not a scenario file (it is a pipe)"},
      {"empty.toml", "empty.toml: empty file"},
      {"garbage.toml", "garbage.toml:1: not a text file"},
      {"latin1.toml", "latin1.toml:4: not a text file"},
      {"large.toml", "large.toml: file too large"},
      {"self.toml", "self.toml:3: scenario.extends: cycle of extends 'self → self'"},
      {"egg.toml", "hen.toml:3: scenario.extends: cycle of extends 'egg → hen → egg'"},
      {"orphan.toml", "orphan.toml:3: scenario.extends: no such scenario 'absent.toml'"},
      {"formless.toml", "formless.toml: scenario.format: missing key 'format'"},
      {"future.toml", "future.toml:2: scenario.format: unknown format '2'"},
      {"seedless.toml", "seedless.toml: run.seed: missing key 'seed'"},
      {"nod_mosue", "no such scenario 'nod_mosue'"},
      {"''", "no such scenario"},
  };
  for (const auto& [scenario, message] : scenarios) {
    expect_refused(sandbox, {"isletsim check " + scenario, message});
    expect_refused(sandbox, {"isletsim show " + scenario, message});
    expect_refused(sandbox, {"isletsim run " + scenario + " --out run", message});
    expect_refused(sandbox, {"isletsim new mine.toml --from " + scenario, message});
  }
}

TEST_CASE("options of a run that cannot be met are refused, and nothing is written") {
  const Sandbox sandbox;
  sandbox.write("ok.toml", head);
  sandbox.write("file", "");
  REQUIRE(sandbox.shell("mkdir taken && touch taken/precious").code == 0);
  const std::vector<std::pair<std::string, std::string>> options{
      {"--out taken", "output directory exists 'taken'"},
      {"--out taken --overwrite", "will not overwrite 'taken'"},
      {"--out file", "cannot make output directory 'file'"},
      {"--out file --overwrite", "cannot make output directory 'file'"},
      {"--out no/parent", "cannot make output directory 'no/parent'"},
      {"--out /proc/run", "cannot write output directory '/proc/run'"},
      {"--out ''", "no output directory given"},
      {"--set run.seed", "--set: not a setting 'run.seed'"},
      {"--set =3", "--set: not a setting '=3'"},
      {"--set nothing.at=3", "--set: nothing: unknown table 'nothing'"},
      {"--set run.sede=3", "--set: run.sede: unknown key 'sede'"},
      {"--set t_cell_motility.speed=5",
       "--set: t_cell_motility: unknown table 't_cell_motility' — did you mean "
       "'parameters.t_cell_motility.speed'?"},
      {"--set run.duration=3", "--set: run.duration: unit missing '3'"},
      {"--set islet.box='10000 um'", "--set: islet.box: needs 679.0 GiB of memory '10000 um'"},
      {"--set patient.islets_simulated=2500 --set islet.box='2000 um'",
       "--set: patient.islets_simulated: needs "},
      {"--without ctl_kiling", "--without: mechanisms.disable: unknown value 'ctl_kiling'"},
      {"--until 3", "--until: run.duration: unit missing '3'"},
      {"--until '3 kg'", "--until: run.duration: wrong dimension '3 kg'"},
      {"--until '0 day'", "--until: run.duration: value out of range '0 day'"},
      {"--seed 1.5", "--seed: run.seed: wrong type '1.5'"},
      {"--seed -1", "--seed: run.seed: value out of range '-1'"},
      {"--frames sometimes", "--frames: output.frame_interval: not a finite number 'sometimes'"},
      {"--frames '90 min'",
       "--frames: output.frame_interval: no whole number of exchange intervals '90 min'"},
      {"--threads two", "--threads: not a number of threads 'two'"},
      {"--threads 0", "--threads: not a number of threads '0'"},
      {"--threads 99999", "--threads: not a number of threads '99999'"},
  };
  for (const auto& [option, message] : options)
    expect_refused(sandbox, {"isletsim run ok.toml " + option, message});
}

TEST_CASE("what an option replaces is checked all the same") {
  const Sandbox sandbox;
  sandbox.write("bad.toml",
                "[scenario]\nformat = 1\nextends = \"healthy_mouse\"\n[run]\nseed = -1\n"
                "duration = \"-7 day\"\n[output]\nframe_interval = \"often\"\n");
  const Outcome outcome = sandbox.shell(
      "isletsim run bad.toml --seed 1 --until '1 h' --frames none --set run.duration='2 h' --out "
      "r");
  CHECK(outcome.code == 2);
  for (const char* message : {"bad.toml:5: run.seed: value out of range '-1'",
                              "bad.toml:6: run.duration: value out of range '-7 day'",
                              "bad.toml:8: output.frame_interval: not a finite number 'often'"})
    CHECK_MESSAGE(outcome.err.find(message) != std::string::npos, outcome.err);
  CHECK(sandbox.entries() == std::set<std::string>{"bad.toml"});
}

TEST_CASE("all faults of a scenario are reported at once, in the order of its lines") {
  const Sandbox sandbox;
  sandbox.write("bad.toml", head +
                                "[run]\nduratoin = \"1 day\"\nseed = -1\n"
                                "[factors.CXCL12]\nhalf_life = \"1 kg\"\n");
  const Outcome outcome = sandbox.shell("isletsim check bad.toml");
  CHECK(outcome.code == 2);
  std::vector<std::size_t> at;
  for (const char* place : {"bad.toml:5: run.duratoin: ", "bad.toml:6: run.seed: ",
                            "bad.toml:8: factors.CXCL12.half_life: "}) {
    at.push_back(outcome.err.find(place));
  }
  CHECK(at[0] < at[1]);
  CHECK(at[1] < at[2]);
  CHECK(at[2] != std::string::npos);
}

TEST_CASE("values that contradict each other are reported together, each where it was set") {
  const Sandbox sandbox;
  sandbox.write("bad.toml", head +
                                "[islet]\ndiameter = \"200 um\"\nbox = \"100 um\"\n"
                                "[time]\nphenotype_step = \"7.5 min\"\n"
                                "[output]\nframe_interval = \"90 min\"\n");
  const Outcome outcome = sandbox.shell("isletsim check bad.toml");
  CHECK(outcome.code == 2);
  for (const char* place : {"bad.toml:6: islet.box: ", "bad.toml:8: time.phenotype_step: ",
                            "bad.toml:10: output.frame_interval: "}) {
    CAPTURE(place);
    CHECK(outcome.err.find(place) != std::string::npos);
  }
}

TEST_CASE("good scenarios are checked though a bad one stands between them") {
  const Sandbox sandbox;
  sandbox.write("good.toml", head);
  sandbox.write("bad.toml", head + "[run]\nseed = -1\n");
  const Outcome outcome = sandbox.shell("isletsim check good.toml bad.toml nod_mouse");
  CHECK(outcome.code == 2);
  CHECK(outcome.out.find("good.toml: valid") == 0);
  CHECK(outcome.out.find("\nnod_mouse: valid") != std::string::npos);
  CHECK(outcome.err.find("error: bad.toml:5: run.seed: ") == 0);
}
