// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/scenario_file.hpp"

#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "io/toml_file.hpp"
#include "tests/core/parameters/example_schema.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace isletsim;
using namespace isletsim::example;
using isletsim::test::has;
using isletsim::test::put;
using isletsim::test::TemporaryFolder;

namespace {

struct Output {
  std::optional<double> frame_interval;  // [min]

  static auto describe() {
    return parameters(row("frame_interval", &Output::frame_interval, "12 h", at_least("1 min"),
                          "chosen by the user", "time between frames"));
  }
};

Schema example_schema() {
  Schema schema;
  add_scenario_sections(schema, {"ctl_killing", "msc_arrival", "therapy"});
  add_sections(schema);
  schema.add<Output>("output", "what is written, and when");
  return schema;
}

/// A folder of scenarios, and what reading them gives.
class Scenarios {
 public:
  void write(const std::string& name, const std::string& text) { put(folder_ / name, text); }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }

  [[nodiscard]] Settings read(const std::string& name_or_path, const Overrides& overrides = {}) {
    return read_scenario(name_or_path, overrides, schema_, {folder_.path()});
  }

  /// Reads a file of this folder.
  [[nodiscard]] Settings open(const std::string& name, const Overrides& overrides = {}) {
    return this->read(this->path(name), overrides);
  }

  [[nodiscard]] std::vector<Fault> faults(const std::string& name_or_path,
                                          const Overrides& overrides = {}) {
    try {
      static_cast<void>(this->read(name_or_path, overrides));
    } catch (const ConfigError& error) {
      return error.faults();
    }
    return {};
  }

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  Schema schema_ = example_schema();
};

const std::string header = "[scenario]\nformat = 1\n";
const std::string sound = header + "[run]\nseed = 7\n";

}  // namespace

TEST_CASE("a scenario is read against the schema") {
  Scenarios scenarios;
  scenarios.write("arm.toml", header + R"(
question = "does it help?"
references = ["Doe 2000", "Roe 2001"]
[run]
seed = 7
duration = "48 h"
frame_interval = "none"
checkpoint_at = ["1 day", "36 h"]
frame_factors = []
[parameters.ctl_killing]
kill_rate = { scale = 2 }
share = 1
contact = false
hits = 3
[mechanisms]
disable = ["therapy"]
[[treatment]]
kind = "msc_infusion"
at = "1 day"
[[treatment]]
kind = "insulin"
dose = "2e6 cells/kg"
)");
  const Settings settings = scenarios.open("arm.toml");
  const auto scenario = settings.get<ScenarioHeader>("scenario");
  CHECK(scenario.name == "arm");
  CHECK(scenario.question == "does it help?");
  CHECK(scenario.references == std::vector<std::string>{"Doe 2000", "Roe 2001"});
  const auto run = settings.get<Run>("run");
  CHECK(run.seed == 7);
  CHECK(run.duration == 2880);  // 48 · 60
  CHECK(run.checkpoint_at == std::vector<double>{1440, 2160});
  CHECK(run.frame_factors.empty());
  const auto killing = settings.get<Killing>("parameters.ctl_killing");
  CHECK(killing.kill_rate == 5.8e-3);  // 2 · 2.9e-3
  CHECK(killing.share == 1);
  CHECK(killing.hits == 3);
  CHECK(!killing.contact);
  CHECK(settings.get<MechanismSwitches>("mechanisms").disable ==
        std::vector<std::string>{"therapy"});
  const auto treatments = settings.get_list<Treatment>("treatment");
  REQUIRE(treatments.size() == 2);
  CHECK(treatments[0].kind == TreatmentKind::msc_infusion);
  CHECK(treatments[0].at == 1440);
  CHECK(treatments[1].kind == TreatmentKind::insulin);
  CHECK(treatments[1].dose == 2e6);
  CHECK(settings.origin(*settings.find("run.duration")) == scenarios.path("arm.toml") + ":8");
  CHECK(settings.origin(*settings.find("parameters.ctl_killing.kill_rate")) ==
        scenarios.path("arm.toml") + ":13");
}

TEST_CASE("a scenario extends another by name or path, beside it or from the folder") {
  Scenarios scenarios;
  scenarios.write("base.toml", header +
                                   "question = \"base?\"\nname = \"The base\"\n[run]\nseed = 1\n"
                                   "duration = \"5 day\"\n[parameters.ctl_killing]\nhits = 2\n"
                                   "[[treatment]]\nkind = \"insulin\"\n"
                                   "[[treatment]]\nkind = \"msc_infusion\"\n");
  scenarios.write("middle.toml", header +
                                     "extends = \"base\"\n[parameters.ctl_killing]\n"
                                     "share = 0.25\nhits = { scale = 2 }\n");
  scenarios.write("arm.toml", header +
                                  "extends = \"./middle.toml\"\n[run]\nseed = 3\n"
                                  "[parameters.ctl_killing]\nhits = { scale = 2 }\n");
  const Settings arm = scenarios.read("arm");
  CHECK(arm.get<Run>("run").seed == 3);
  CHECK(arm.get<Run>("run").duration == 7200);
  CHECK(arm.get<Killing>("parameters.ctl_killing").share == 0.25);
  CHECK(arm.get<Killing>("parameters.ctl_killing").hits == 8);  // 2 · 2 · 2
  CHECK(arm.list_size("treatment") == 2);
  CHECK(arm.get<ScenarioHeader>("scenario").name == "arm");
  CHECK(arm.get<ScenarioHeader>("scenario").question == "base?");
  CHECK(arm.get<ScenarioHeader>("scenario").extends.empty());
  CHECK(scenarios.read("base").get<ScenarioHeader>("scenario").name == "The base");

  scenarios.write("one.toml", header + "extends = \"base\"\n[[treatment]]\nkind = \"insulin\"\n");
  CHECK(scenarios.read("one").list_size("treatment") == 1);
  scenarios.write("none.toml", "treatment = []\n" + header + "extends = \"base\"\n");
  CHECK(scenarios.read("none").list_size("treatment") == 0);

  // from another folder, a bare name is found in the scenario folder
  const TemporaryFolder elsewhere;
  put(elsewhere / "mine.toml", header + "extends = \"base\"\n");
  CHECK(scenarios.read((elsewhere / "mine.toml").string()).get<Run>("run").duration == 7200);
  // but one beside the file comes first
  put(elsewhere / "base.toml", sound);
  CHECK(scenarios.read((elsewhere / "mine.toml").string()).get<Run>("run").duration == 14400);
}

TEST_CASE("the command line goes over the scenario") {
  Scenarios scenarios;
  scenarios.write("arm.toml", sound +
                                  "[mechanisms]\ndisable = [\"therapy\"]\n"
                                  "[[treatment]]\nkind = \"insulin\"\n");
  Overrides overrides;
  overrides.set = {"parameters.ctl_killing.kill_rate.scale=0.5",
                   "parameters.ctl_killing.hits = {scale=2}",
                   "run.checkpoint_at=[\"6 h\"]",
                   "factors.spread_step=5 min",
                   "scenario.question=why?",
                   "treatment.1.dose=3e6 cells/kg"};
  overrides.without = {"ctl_killing", "therapy"};
  overrides.until = "3 day";
  overrides.seed = "9";
  overrides.frames = "none";
  const Settings settings = scenarios.read("arm", overrides);
  CHECK(settings.get<Killing>("parameters.ctl_killing").kill_rate == 1.45e-3);
  CHECK(settings.get<Killing>("parameters.ctl_killing").hits == 8);
  CHECK(settings.get<Run>("run").checkpoint_at == std::vector<double>{360});
  CHECK(settings.get<Blocks>("factors").spread_step == 5);
  CHECK(settings.get<ScenarioHeader>("scenario").question == "why?");
  CHECK(settings.get<Treatment>("treatment.1").dose == 3e6);
  CHECK(settings.get<MechanismSwitches>("mechanisms").disable ==
        std::vector<std::string>{"therapy", "ctl_killing"});
  CHECK(settings.get<Run>("run").duration == 3 * 1440);
  CHECK(settings.get<Run>("run").seed == 9);
  CHECK(!settings.get<Output>("output").frame_interval);
  CHECK(settings.origin(*settings.find("run.duration")) == "--until");
  CHECK(settings.origin(*settings.find("factors.spread_step")) == "--set");
}

TEST_CASE("the effective scenario, read again, gives the same values") {
  Scenarios scenarios;
  scenarios.write("base.toml", sound + R"(
[run]
species = "human"
)");
  scenarios.write("arm.toml", header + R"(
question = "\"quoted\" \\ and\nbroken é"
references = ["a", "b"]
[run]
seed = 7
species = "human"
checkpoint_at = ["0.1 day", "7 h"]
[factors.CXCL12]
molar_mass = "7.97 kDa"
secretion = "12.3 ng/10^6 cells/day"
[parameters.ctl_killing]
kill_rate = { scale = 1.1 }
half_concentration = "13.7 ng/ml"
share = 0.1
[[treatment]]
kind = "msc_infusion"
at = "1.7 day"
[[treatment]]
kind = "insulin"
)");
  const Settings settings = scenarios.open("arm.toml");
  const std::string text = write_scenario(settings);
  scenarios.write("effective.toml", text);
  const Settings again = scenarios.open("effective.toml");
  CHECK(settings.same_values(again));
  CHECK(write_scenario(scenarios.open("effective.toml")) == write_scenario(again));
  CHECK(again.get<ScenarioHeader>("scenario").question == "\"quoted\" \\ and\nbroken é");
  CHECK(has(text, "[parameters.ctl_killing]  # T cells kill\n"));
  CHECK(has(text,
            "# killing hazard; 3e-4 1/min to 1e-2 1/min; derived: kill budget\n"
            "kill_rate = \"0.00209 1/min\"  # "));  // 1.9e-3 · 1.1
  CHECK(has(text, "hits = 4  # default\n"));
  CHECK(has(text, "[[treatment]]"));

  // every value is stated: nothing is left to the default
  for (const SettingsSection& section : again.sections())
    for (const Setting& setting : section.settings)
      CHECK((!setting.place.is_default() || setting.row->declared.key == "extends"));
}

TEST_CASE("a file's odd name does not break the effective scenario") {
  Scenarios scenarios;
  scenarios.write("a\nb\xff.toml", sound);
  const std::string text = write_scenario(scenarios.open("a\nb\xff.toml"));
  CHECK(has(text, "a b?.toml:4"));
}

TEST_CASE("scenarios are found by name") {
  Scenarios scenarios;
  scenarios.write("nod_mouse.toml", sound);
  scenarios.write("human_islet.toml", sound);
  scenarios.write("notes.txt", "no scenario");
  const std::vector<std::filesystem::path> folders{scenarios.folder().path()};
  CHECK(scenario_names(folders) == std::vector<std::string>{"human_islet", "nod_mouse"});
  CHECK(find_scenario("nod_mouse", folders) == scenarios.folder() / "nod_mouse.toml");
  CHECK(find_scenario("./nod_mouse.toml", folders) == "./nod_mouse.toml");
  CHECK(scenario_names({scenarios.folder() / "nowhere"}).empty());
  const auto faults = scenarios.faults("nod_mose");
  REQUIRE(faults.size() == 1);
  CHECK(to_string(faults[0]) ==
        "no such scenario 'nod_mose' (it is neither a file nor in the scenario folder) — did you "
        "mean 'nod_mouse'?");
}

TEST_CASE("all faults of all files are reported at once") {
  Scenarios scenarios;
  scenarios.write("base.toml", sound + "lenght = 3\n");
  scenarios.write("arm.toml",
                  "[scenario]\nextends = \"base\"\n[run]\nduration = \"-1 day\"\n"
                  "[output]\nframe_interval = \"30 kg\"\n");
  Overrides overrides;
  overrides.set = {"run.sed=1", "nonsense"};
  overrides.without = {"ctl_kiling"};
  const auto faults = scenarios.faults("arm", overrides);
  std::string all;
  for (const Fault& fault : faults) all += to_string(fault) + '\n';
  CAPTURE(all);
  CHECK(faults.size() == 7);
  CHECK(has(all, "base.toml:5: run.lenght: unknown key 'lenght'"));
  CHECK(has(all, "arm.toml: scenario.format: missing key 'format'"));
  CHECK(has(all, "arm.toml:4: run.duration: value out of range '-1 day'"));
  CHECK(has(all, "arm.toml:6: output.frame_interval: wrong dimension '30 kg'"));
  CHECK(has(all, "--set: run.sed: unknown key 'sed' — did you mean 'seed'?"));
  CHECK(has(all, "--set: not a setting 'nonsense'"));
  CHECK(has(all,
            "--without: mechanisms.disable: unknown value 'ctl_kiling' — did you mean "
            "'ctl_killing'?"));
}

namespace {

/// A line that a scenario has after [run] and seed, and what is said of it.
struct BadLine {
  const char* text;
  int line;  ///< in the file
  const char* key;
  const char* problem;
  const char* suggestion;
};

// Lines 1 to 4 of the file are [scenario], format, [run], seed.
const std::vector<BadLine> bad_lines{
    // unknown names
    {"duratoin = \"1 day\"", 5, "run.duratoin", "unknown key", "did you mean 'duration'?"},
    {"Duration = \"1 day\"", 5, "run.Duration", "unknown key", "did you mean 'duration'?"},
    {"xyz = 1", 5, "run.xyz", "unknown key", "list parameters"},
    {"\"\" = 1", 5, "run.", "unknown key", "list parameters"},
    {"duration.foo = 1", 5, "run.duration.foo", "unknown key", "scale"},
    {"[runn]\nseed = 1", 5, "runn", "unknown table", "did you mean 'run'?"},
    {"[parameters.ctl_kill]\nhits = 1", 5, "parameters.ctl_kill", "unknown table",
     "did you mean 'ctl_killing'?"},
    {"[ctl_killing]\nhits = 1", 5, "ctl_killing", "unknown table",
     "stands in [parameters.ctl_killing]"},
    {"[factors.CXCL21]\nmolar_mass = \"8 kDa\"", 5, "factors.CXCL21", "unknown table",
     "did you mean 'CXCL12'?"},
    {"[mechanisms]\ndisable = [\"ctl_kiling\"]", 6, "mechanisms.disable", "unknown value",
     "did you mean 'ctl_killing'?"},
    {"[mechanisms]\ndisable = [\"gravity\"]", 6, "mechanisms.disable", "unknown value", "choose"},
    {"[[treatments]]\nkind = \"insulin\"", 5, "treatments", "unknown table",
     "did you mean 'treatment'?"},
    {"[[treatment]]\nkind = \"insuline\"", 6, "treatment.1.kind", "unknown value",
     "did you mean 'insulin'?"},
    // dimensions and units
    {"duration = \"30 kg\"", 5, "run.duration", "wrong dimension", "'day'"},
    {"duration = \"30 um^2/s\"", 5, "run.duration", "wrong dimension", "'day'"},
    {"duration = \"30 1/day\"", 5, "run.duration", "wrong dimension", "'day'"},
    {"duration = 30", 5, "run.duration", "unit missing", "30 day"},
    {"duration = 30.5", 5, "run.duration", "unit missing", "30.5 day"},
    {"duration = \"30\"", 5, "run.duration", "unit missing", "30 day"},
    {"duration = \"30 dayss\"", 5, "run.duration", "unknown unit", "did you mean 'days'?"},
    {"duration = \"30 Min\"", 5, "run.duration", "unknown unit", "did you mean 'min'?"},
    {"duration = \"1 day 3 h\"", 5, "run.duration", "unit not understood", "one number"},
    {"duration = \"30 day)\"", 5, "run.duration", "unit not understood", "units are written"},
    {"[parameters.ctl_killing]\nshare = \"0.5 nM\"", 6, "parameters.ctl_killing.share",
     "wrong dimension", "without unit"},
    {"[parameters.ctl_killing]\nkill_rate = \"0.003 cells/min\"", 6,
     "parameters.ctl_killing.kill_rate", "wrong dimension", "'1/min'"},
    {"[factors.CXCL12]\nmolar_mass = \"8 nM\"", 6, "factors.CXCL12.molar_mass", "wrong dimension",
     "'kDa'"},
    {"frame_interval = \"never\"", 5, "run.frame_interval", "not a finite number", "'30 day'"},
    {"checkpoint_at = [\"1 day\", \"2 kg\"]", 5, "run.checkpoint_at", "wrong dimension", "'day'"},
    // numbers
    {"duration = \"nan\"", 5, "run.duration", "not a finite number", "write a number"},
    {"duration = \"nan day\"", 5, "run.duration", "not a finite number", "write a number"},
    {"duration = \"inf day\"", 5, "run.duration", "not a finite number", "write a number"},
    {"duration = nan", 5, "run.duration", "not a finite number", "write"},
    {"duration = inf", 5, "run.duration", "not a finite number", "write"},
    {"duration = \"1,000 day\"", 5, "run.duration", "not a number", "write 1000"},
    {"duration = \"1,5 day\"", 5, "run.duration", "not a number", "1.5"},
    {"duration = \"1e400 day\"", 5, "run.duration", "number out of range", "exponent"},
    {"duration = \"\"", 5, "run.duration", "not a finite number", "write a number"},
    {"duration = \"ten days\"", 5, "run.duration", "not a finite number", "write a number"},
    {"seed = 99999999999999999999", 0, "", "TOML syntax error", "column"},
    // ranges
    {"duration = \"0 min\"", 5, "run.duration", "value out of range", "the default is 10 day"},
    {"duration = \"-1 day\"", 5, "run.duration", "value out of range", "the default is 10 day"},
    {"duration = \"1e9 year\"", 5, "run.duration", "value out of range", "the default is 10 day"},
    {"[factors]\nspread_step = \"0 min\"", 6, "factors.spread_step", "value out of range",
     "the default is 10 min"},
    {"[factors]\nspread_step = \"1e-9 s\"", 6, "factors.spread_step", "value out of range",
     "the default is 10 min"},
    {"[factors.CXCL12]\ndiffusivity = \"-50 um^2/s\"", 6, "factors.CXCL12.diffusivity",
     "value out of range", "the default is 50 um^2/s"},
    {"[parameters.ctl_killing]\nhits = 0", 6, "parameters.ctl_killing.hits", "value out of range",
     "the default is 4"},
    {"[parameters.ctl_killing]\nshare = 1.01", 6, "parameters.ctl_killing.share",
     "value out of range", "the default is 0.5"},
    {"[parameters.ctl_killing]\nkill_rate = { scale = 1000 }", 6,
     "parameters.ctl_killing.kill_rate", "value out of range", "within"},
    {"[parameters.ctl_killing]\nhits = 3000000000", 6, "parameters.ctl_killing.hits",
     "value out of range", "between"},
    // types and shapes
    {"duration = true", 5, "run.duration", "wrong type", "duration = \"1 day\""},
    {"duration = [\"1 day\"]", 5, "run.duration", "wrong type", "duration = \"1 day\""},
    {"duration = {}", 5, "run.duration", "a table where a value is expected", "quantity"},
    {"duration = { scale = \"big\" }", 5, "run.duration", "wrong scale", "{ scale = 1.5 }"},
    {"duration = { scale = nan }", 5, "run.duration", "wrong scale", "{ scale = 1.5 }"},
    {"species = { scale = 2 }", 5, "run.species", "nothing to scale", "value itself"},
    {"duration = 2024-01-01", 5, "run.duration", "not a number", "write a number"},
    {"species = \"rat\"", 5, "run.species", "unknown value", "mouse or human"},
    {"species = 1", 5, "run.species", "wrong type", "\"mouse\""},
    {"frame_factors = \"CXCL12\"", 5, "run.frame_factors", "wrong type", "[\"CXCL12\"]"},
    {"frame_factors = [1]", 5, "run.frame_factors", "wrong type", "[\"CXCL12\"]"},
    {"[parameters]\nctl_killing = 3", 6, "parameters.ctl_killing",
     "a value where a table is expected", "[parameters.ctl_killing]"},
    {"[parameters.ctl_killing]\nhits = 2.5", 6, "parameters.ctl_killing.hits", "wrong type",
     "hits = 3"},
    {"[parameters.ctl_killing]\nhits = \"4\"", 6, "parameters.ctl_killing.hits", "wrong type",
     "hits = 3"},
    {"[parameters.ctl_killing]\ncontact = 1", 6, "parameters.ctl_killing.contact", "wrong type",
     "contact = true"},
    {"[treatment]\nkind = \"insulin\"", 5, "treatment", "one table where a list", "[[treatment]]"},
    {"[[treatment]]\nat = \"1 day\"", 5, "treatment.1.kind", "missing key", "add it"},
    {"[[run]]\nseed = 3", 0, "", "TOML syntax error", "column"},
    // TOML
    {"duration = \"1 day", 5, "", "TOML syntax error", "column"},
    {"duration = 1 day", 5, "", "TOML syntax error", "column"},
    {"duration", 0, "", "TOML syntax error", "column"},
    {"seed = 8", 5, "", "TOML syntax error", "column"},
    {"[run]\nduration = \"1 day\"", 5, "", "TOML syntax error", "column"},
    {"[parameters.ctl_killing", 5, "", "TOML syntax error", "column"},
    {"duration = \"\\q\"", 5, "", "TOML syntax error", "column"},
};

}  // namespace

TEST_CASE("every bad line gives one message with file, line, key and a way out") {
  Scenarios scenarios;
  CHECK(bad_lines.size() >= 60);
  for (const BadLine& bad : bad_lines) {
    scenarios.write("bad.toml", sound + bad.text + "\n");
    const auto faults = scenarios.faults("bad");
    std::string all;
    for (const Fault& fault : faults) all += to_string(fault) + '\n';
    CAPTURE(std::string(bad.text));
    CAPTURE(all);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file == scenarios.path("bad.toml"));
    CHECK(faults[0].line > 0);
    if (bad.line > 0) CHECK(faults[0].line == bad.line);
    CHECK(faults[0].key == bad.key);
    CHECK(has(faults[0].problem, bad.problem));
    CHECK(has(faults[0].suggestion, bad.suggestion));
  }
}

TEST_CASE("what is no scenario file is refused before anything is made of it") {
  Scenarios scenarios;
  const auto refuse = [&](const std::string& path, const char* problem, const char* why) {
    const auto faults = scenarios.faults(path);
    CAPTURE(path);
    REQUIRE(faults.size() == 1);
    CAPTURE(to_string(faults[0]));
    CHECK(has(faults[0].problem, problem));
    CHECK(has(faults[0].why, why));
    CHECK(!faults[0].suggestion.empty());
    CHECK((faults[0].file == path || faults[0].value == path));
  };
  const auto refuse_text = [&](const std::string& text, const char* problem, const char* why) {
    scenarios.write("bad.toml", text);
    refuse(scenarios.path("bad.toml"), problem, why);
  };
  refuse(scenarios.path("nowhere.toml"), "no such file", "No such file");
  refuse("nowhere/at/all.toml", "no such file", "No such file");
  refuse(scenarios.path(std::string(5000, 'a') + ".toml"), "cannot be read", "too long");
  refuse("", "no such scenario", "");
  refuse(scenarios.folder().path().string(), "not a scenario file", "a directory");
  refuse("/dev/null", "not a scenario file", "a device");
  refuse("/dev/zero", "not a scenario file", "a device");
  REQUIRE(::mkfifo(scenarios.path("pipe.toml").c_str(), 0600) == 0);
  refuse(scenarios.path("pipe.toml"), "not a scenario file", "a pipe");
  if (::geteuid() != 0) {
    scenarios.write("secret.toml", sound);
    REQUIRE(::chmod(scenarios.path("secret.toml").c_str(), 0) == 0);
    refuse(scenarios.path("secret.toml"), "cannot be read", "ermission");
  }
  refuse_text("", "empty file", "[scenario]");
  refuse_text("  \n\t\n", "empty file", "[scenario]");
  refuse_text(std::string(largest_toml_file + 1, '#'), "file too large", "1 MiB");
  refuse_text(std::string("\x7f"
                          "ELF\0\1\2",
                          7),
              "not a text file", "0x7f");
  refuse_text("[scenario]\nformat = 1\nname = \"\xff\xfe\"\n", "not a text file", "0xff");
  refuse_text("[scenario]\nname = \"\xed\xa0\x80\"\n", "not a text file", "0xed");  // surrogate
  refuse_text("[scenario]\nname = \"\xc0\xaf\"\n", "not a text file", "0xc0");      // overlong
  refuse_text(std::string("format = 1\0", 11), "not a text file", "0x00");
  refuse_text(std::string(3000, '['), "TOML syntax error", "");
  refuse_text("a = " + std::string(100000, '['), "TOML syntax error", "");
  scenarios.write("big.toml",
                  sound + std::string(largest_toml_file - sound.size() - 1, '#') + "\n");
  CHECK(scenarios.faults("big").empty());  // exactly 1 MiB
}

TEST_CASE("the format is stated and known") {
  Scenarios scenarios;
  const auto message = [&](const std::string& text) {
    scenarios.write("bad.toml", text);
    const auto faults = scenarios.faults("bad");
    return faults.size() == 1 ? to_string(faults[0]) : fmt::format("{} faults", faults.size());
  };
  const std::string file = scenarios.path("bad.toml");
  CHECK(message("[run]\nseed = 7\n") ==
        file +
            ": scenario.format: missing key 'format' (every scenario file states its format) — "
            "write format = 1 in [scenario]");
  CHECK(message("[scenario]\nformat = 2\nnew_key = 1\n") ==
        file +
            ":2: scenario.format: unknown format '2' (this program reads format 1) — write "
            "format = 1 in [scenario]");
  CHECK(has(message("[scenario]\nformat = \"1\"\n"), "unknown format '1'"));
}

TEST_CASE("what cannot be extended is reported where it stands") {
  Scenarios scenarios;
  const auto message = [&](const std::string& name) {
    const auto faults = scenarios.faults(name);
    return faults.size() == 1 ? to_string(faults[0]) : fmt::format("{} faults", faults.size());
  };
  const auto extends = [&](const std::string& name, const std::string& parent) {
    scenarios.write(name + ".toml", sound + "[parameters]\n");
    scenarios.write(name + ".toml",
                    "[scenario]\nformat = 1\nextends = " + parent + "\n[run]\nseed = 7\n");
  };
  extends("self", "\"self\"");
  CHECK(message("self") == scenarios.path("self.toml") +
                               ":3: scenario.extends: cycle of extends 'self → self' (a scenario "
                               "cannot inherit from itself) — take one 'extends' out");
  extends("a", "\"b\"");
  extends("b", "\"./c.toml\"");
  extends("c", "\"a\"");
  CHECK(message("a") == scenarios.path("./c.toml") +
                            ":3: scenario.extends: cycle of extends 'a → b → c → a' (a scenario "
                            "cannot inherit from itself) — take one 'extends' out");
  extends("orphan", "\"slef\"");
  CHECK(has(message("orphan"), "orphan.toml:3: scenario.extends: no such scenario 'slef'"));
  CHECK(has(message("orphan"), "did you mean 'self'?"));
  extends("typed", "3");
  CHECK(has(message("typed"), "typed.toml:3: scenario.extends: wrong type '3'"));
  extends("folder", "\"../\"");
  CHECK(has(message("folder"), "it is a directory"));
  scenarios.write("broken.toml", "[scenario\n");
  extends("heir", "\"broken\"");
  CHECK(has(message("heir"), "broken.toml:1: TOML syntax error"));
}

TEST_CASE("bad settings of the command line name their option") {
  Scenarios scenarios;
  scenarios.write("arm.toml", sound);
  const auto message = [&](const Overrides& overrides) {
    const auto faults = scenarios.faults("arm", overrides);
    return faults.size() == 1 ? to_string(faults[0]) : fmt::format("{} faults", faults.size());
  };
  const auto set = [&](const std::string& setting) {
    Overrides overrides;
    overrides.set = {setting};
    return message(overrides);
  };
  for (const char* setting : {"", "=", "=3", "run.seed", " =3"})
    CHECK(has(set(setting), "--set: not a setting"));
  CHECK(has(set("run.sede=3"), "--set: run.sede: unknown key 'sede' — did you mean 'seed'?"));
  CHECK(has(set("seed=3"), "--set: seed: unknown key 'seed' — 'seed' stands in [run]"));
  CHECK(has(set("run.seed="), "--set: run.seed: wrong type"));
  CHECK(has(set("run.seed=abc"), "--set: run.seed: wrong type 'abc'"));
  CHECK(has(set("run.seed=3\nduration = 4"), "--set: run.seed: wrong type"));
  CHECK(has(set("run.duration=30 kg"), "--set: run.duration: wrong dimension '30 kg'"));
  CHECK(has(set("run=3"), "a value where a table is expected"));
  CHECK(has(set("treatment.1.dose=3"), "no such table in the list '1' (0 given)"));
  CHECK(has(set("treatment=3"), "write [[treatment]]"));
  CHECK(has(set("scenario.question=\xff"), "--set: not a text"));
  CHECK(has(set("parameters.ctl_killing.hits.scale=0.3"), "wrong type '1.2'"));

  Overrides overrides;
  overrides.until = "soon";
  CHECK(has(message(overrides), "--until: run.duration: not a finite number 'soon'"));
  overrides = {};
  overrides.seed = "-1";
  CHECK(has(message(overrides), "--seed: run.seed: value out of range '-1'"));
  overrides = {};
  overrides.seed = "4294967296";
  CHECK(has(message(overrides), "--seed: run.seed: value out of range '4294967296'"));
  overrides = {};
  overrides.frames = "sometimes";
  CHECK(has(message(overrides), "--frames: output.frame_interval: not a finite number"));
  overrides = {};
  overrides.without = {"nothing"};
  CHECK(has(message(overrides), "--without: mechanisms.disable: unknown value 'nothing'"));
}
