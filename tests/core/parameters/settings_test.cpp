// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/settings.hpp"

#include <cstdint>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/approximately.hpp"
#include "tests/core/parameters/example_schema.hpp"

using namespace isletsim;
using namespace isletsim::example;

namespace {

Schema example_schema() {
  Schema schema;
  add_sections(schema);
  return schema;
}

const Place file{"arm.toml", 3};

ScenarioLayer scenario(const std::vector<Assignment>& assignments) {
  ScenarioLayer layer;
  layer.place.source = file.source;
  layer.tables.push_back({"run", file});
  layer.assignments = assignments;
  layer.assignments.push_back({"run.seed", 1, file});
  return layer;
}

ScenarioLayer command_line(const char* key, WrittenValue value) {
  ScenarioLayer layer;
  layer.assignments.push_back({key, std::move(value), {"--set"}});
  return layer;
}

std::vector<Fault> faults_of(const std::vector<ScenarioLayer>& layers) {
  try {
    const Settings settings(example_schema(), layers);
  } catch (const ConfigError& error) {
    return error.faults();
  }
  return {};
}

std::string message_of(std::vector<Assignment> assignments) {
  const auto faults = faults_of({scenario(std::move(assignments))});
  return faults.size() == 1 ? to_string(faults.front()) : fmt::format("{} faults", faults.size());
}

template <class Structure>
void add_row(MemberRow<Structure> row) {
  Schema().add<Structure>("section", "doc", parameters(std::move(row)));
}

struct One {
  double value;
  bool flag;
  Species species;
};

}  // namespace

TEST_CASE("in an empty scenario every parameter has its default") {
  const Settings settings(example_schema(), {scenario({})});
  const auto run = settings.get<Run>("run");
  CHECK(run.species == Species::mouse);
  CHECK(run.seed == 1);
  CHECK(run.duration == 14400);  // 10 · 1440
  CHECK(!run.frame_interval);
  CHECK(run.checkpoint_at.empty());
  CHECK(run.frame_factors == std::vector<std::string>{"CXCL12"});
  const auto killing = settings.get<Killing>("parameters.ctl_killing");
  CHECK(killing.kill_rate == 2.9e-3);
  CHECK(killing.half_concentration == 1.25);  // 10 ng/ml / 8 kDa
  CHECK(killing.share == 0.5);
  CHECK(killing.hits == 4);
  CHECK(killing.contact);
  CHECK(settings.get<Factor>("factors.CXCL12").diffusivity == 3000);
  CHECK(settings.get_list<Treatment>("treatment").empty());
  CHECK(settings.find("run.duration")->place.is_default());
  CHECK(settings.find("run.length") == nullptr);
  CHECK(settings.origin(*settings.find("run.duration")) == "default");
  CHECK(settings.origin(*settings.find("parameters.ctl_killing.kill_rate")) == "default for mouse");
}

TEST_CASE("the species chooses the defaults, whatever stands first") {
  const Settings settings(example_schema(), {scenario({{"run.species", "human", file}})});
  CHECK(settings.species() == Species::human);
  CHECK(settings.get<Killing>("parameters.ctl_killing").kill_rate == 1.9e-3);
}

TEST_CASE("a factor's molar mass converts wherever the factor is meant") {
  const Settings settings(
      example_schema(), {scenario({{"parameters.ctl_killing.half_concentration", "20 ng/ml", file},
                                   {"factors.CXCL12.molar_mass", "10 kDa", file},
                                   {"factors.CXCL12.secretion", "10 ng/10^6 cells/day", file}})});
  CHECK(settings.get<Killing>("parameters.ctl_killing").half_concentration == 2);  // 20 / 10
  // 10e-9 g / 10 000 g/mol · 6.02214076e23 / 1e6 cells / 1440 min
  CHECK(settings.get<Factor>("factors.CXCL12").secretion ==
        doctest::Approx(1e-12 * 6.02214076e23 / 1e6 / 1440).epsilon(1e-13));
}

TEST_CASE("without a molar mass, mass is no amount") {
  struct Probe {
    double molar_mass;
    double level;
  };
  Schema schema;
  schema.add<Probe>("factors.probe", "a factor without mass",
                    parameters(row("molar_mass", &Probe::molar_mass, "0 kDa", at_least("0 kDa"),
                                   "assumed: unknown", "molar mass"),
                               row("level", &Probe::level, "1 nM", at_least("0 nM"),
                                   "assumed: an example", "level")));
  CHECK(Settings(schema, {}).get<Probe>("factors.probe").level == 1);
  ScenarioLayer layer;
  layer.assignments.push_back({"factors.probe.level", "1 ng/ml", file});
  CHECK_THROWS_WITH_AS(
      Settings(schema, {layer}),
      "arm.toml:3: factors.probe.level: mass for amount '1 ng/ml' (no molar mass is "
      "known here) — give it in 'nM'",
      ConfigError);
}

TEST_CASE("layers go over each other key by key, a factor scales what it finds") {
  const ScenarioLayer base = scenario({{"parameters.ctl_killing.kill_rate", "4e-3 1/min", file},
                                       {"parameters.ctl_killing.share", 0.25, file},
                                       {"parameters.ctl_killing.hits", 2, file}});
  const ScenarioLayer arm =
      scenario({{"parameters.ctl_killing.kill_rate.scale", 1.5, {"arm.toml", 9}},
                {"parameters.ctl_killing.hits.scale", 3, file},
                {"run.duration.scale", 0.5, file}});
  const ScenarioLayer set = command_line("parameters.ctl_killing.share", 1);
  const Settings settings(example_schema(), {base, arm, set});
  const auto killing = settings.get<Killing>("parameters.ctl_killing");
  CHECK(killing.kill_rate == 6e-3);
  CHECK(killing.share == 1);
  CHECK(killing.hits == 6);
  CHECK(settings.get<Run>("run").duration == 7200);
  CHECK(settings.origin(*settings.find("parameters.ctl_killing.kill_rate")) == "arm.toml:9");
  CHECK(settings.origin(*settings.find("parameters.ctl_killing.share")) == "--set");

  const auto differences = settings.differences_from_defaults();
  REQUIRE(differences.size() == 5);  // seed, duration, kill_rate, share, hits
  CHECK(differences[0].key == "run.seed");
  CHECK(differences[0].default_value.empty());
  CHECK(differences[2].key == "parameters.ctl_killing.kill_rate");
  CHECK(differences[2].value == "0.006 1/min");
  CHECK(differences[2].default_value == "2.9e-3 1/min");
  CHECK(differences[2].set_by == "arm.toml:9");
}

TEST_CASE("a layer that opens tables of a list replaces the list, the command line edits it") {
  const auto treatments = [](std::vector<const char*> times) {
    ScenarioLayer layer = scenario({});
    for (std::size_t i = 0; i < times.size(); ++i) {
      const std::string key = Settings::list_key("treatment", i);
      layer.tables.push_back({key, {"arm.toml", 5}});
      layer.assignments.push_back({key + ".kind", "msc_infusion", file});
      layer.assignments.push_back({key + ".at", times[i], file});
    }
    return layer;
  };
  const ScenarioLayer base = treatments({"1 day", "2 day", "3 day"});
  const ScenarioLayer set = command_line("treatment.2.at", "9 day");
  {
    const Settings settings(example_schema(), {base, scenario({}), set});
    const auto list = settings.get_list<Treatment>("treatment");
    REQUIRE(list.size() == 3);
    CHECK(list[0].at == 1440);
    CHECK(list[1].at == 9 * 1440);
    CHECK(settings.get<Treatment>("treatment.3").at == 3 * 1440);
  }
  CHECK(Settings(example_schema(), {base, treatments({"5 day"})}).list_size("treatment") == 1);
  CHECK(Settings(example_schema(), {base, scenario({{"treatment", list(), file}})})
            .list_size("treatment") == 0);
  const auto faults = faults_of({treatments({"5 day"}), set});
  REQUIRE(faults.size() == 1);
  CHECK(to_string(faults[0]) ==
        "--set: treatment.2: no such table in the list '2' (1 given) — count from 1 to 1");
}

TEST_CASE("a value that a later layer replaces is checked where it stands") {
  const auto check = [](const char* key, const WrittenValue& wrong, const WrittenValue& right,
                        const std::string& message) {
    CAPTURE(key);
    const ScenarioLayer base = scenario({{key, wrong, {"arm.toml", 7}}});
    const auto faults = faults_of({base, command_line(key, right)});
    REQUIRE(faults.size() == 1);
    CHECK(to_string(faults[0]).starts_with("arm.toml:7: " + std::string(key) + ": " + message));
    // The same fault, once, where nothing replaces it, and where it is replaced more than once.
    CHECK(faults_of({base}).size() == 1);
    CHECK(faults_of({base, scenario({{key, right, file}}), command_line(key, right)}).size() == 1);
    CHECK(faults_of({scenario({{key, right, file}}), command_line(key, right)}).empty());
  };
  check("run.duration", "-7 day", "7 day", "value out of range '-7 day'");
  check("run.duration", "7 kg", "7 day", "wrong dimension '7 kg'");
  check("run.species", "rat", "mouse", "unknown value 'rat'");
  check("run.frame_interval", "0 min", "none", "value out of range '0 min'");
  check("run.checkpoint_at", list("50 year"), list(), "value out of range");
  check("run.frame_factors", list("CXCL13"), list("O2"), "unknown value 'CXCL13'");
  check("parameters.ctl_killing.hits", 11, 4, "value out of range '11'");
  check("parameters.ctl_killing.hits", "four", 4, "wrong type 'four'");
  check("parameters.ctl_killing.kill_rate", "1 1/min", "4e-3 1/min", "value out of range");
  check("factors.CXCL12.molar_mass", "1 Da", "8 kDa", "value out of range '1 Da'");
  const auto scaled = faults_of({scenario({{"run.duration.scale", -1, {"arm.toml", 7}}}),
                                 command_line("run.duration", "7 day")});
  REQUIRE(scaled.size() == 1);
  CHECK(scaled[0].line == 7);
}

TEST_CASE("tables of a list that a later layer gives anew are checked") {
  const auto treatment = [](const char* kind, const char* at, int line) {
    ScenarioLayer layer = scenario({});
    layer.tables.push_back({"treatment.1", {"arm.toml", line}});
    layer.assignments.push_back({"treatment.1.kind", kind, {"arm.toml", line + 1}});
    layer.assignments.push_back({"treatment.1.at", at, {"arm.toml", line + 2}});
    return layer;
  };
  const ScenarioLayer right = treatment("insulin", "3 day", 20);
  auto faults = faults_of({treatment("insulin", "-3 day", 5), right});
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].line == 7);
  faults = faults_of({treatment("insuline", "3 day", 5), scenario({{"treatment", list(), file}})});
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].line == 6);
  CHECK(faults_of({treatment("msc_infusion", "1 day", 5), right}).empty());
}

TEST_CASE("a text may be a word or a quantity") {
  struct Probe {
    std::string interval;
  };
  Schema schema;
  schema.add<Probe>(
      "probe", "a text with a unit",
      parameters(row("interval", &Probe::interval, "auto", "assumed: an example", "interval")
                     .words_or_quantity({"auto", "none"}, "h")));
  const auto message = [&](const WrittenValue& value) {
    ScenarioLayer layer;
    layer.assignments.push_back({"probe.interval", value, file});
    try {
      return Settings(schema, {layer}).get<Probe>("probe").interval;
    } catch (const ConfigError& error) {
      return std::string(error.what());
    }
  };
  CHECK(message("auto") == "auto");
  CHECK(message("none") == "none");
  CHECK(message("90 min") == "90 min");
  const std::string way_out = " — write a quantity in a unit such as 'h', or auto or none";
  CHECK(message("0 h") ==
        "arm.toml:3: probe.interval: value out of range '0 h' (more than 0 allowed)" + way_out);
  CHECK(message("-1 h").find("value out of range '-1 h'") != std::string::npos);
  CHECK(message("1 kg") ==
        "arm.toml:3: probe.interval: wrong dimension '1 kg' (time expected, this is mass)" +
            way_out);
  CHECK(message("automatic").find("not a finite number 'automatic'") != std::string::npos);
  CHECK(message(3).find("wrong type '3'") != std::string::npos);
}

TEST_CASE("every fault is reported at once, each with its place and a way out") {
  const auto faults = faults_of({scenario({{"run.duration", "30 kg", {"arm.toml", 4}},
                                           {"run.sede", 3, {"arm.toml", 5}},
                                           {"parameters.ctl_kiling.kill_rate", 3, {"arm.toml", 7}},
                                           {"parameters.ctl_kiling.share", 3, {"arm.toml", 8}}})});
  REQUIRE(faults.size() == 3);
  CHECK(to_string(faults[0]) ==
        "arm.toml:4: run.duration: wrong dimension '30 kg' (time expected, this is mass) — use a "
        "unit such as 'day'");
  CHECK(to_string(faults[1]) == "arm.toml:5: run.sede: unknown key 'sede' — did you mean 'seed'?");
  CHECK(to_string(faults[2]) ==
        "arm.toml:7: parameters.ctl_kiling: unknown table 'ctl_kiling' — did you mean "
        "'ctl_killing'?");
}

TEST_CASE("what is wrong with a value is reported") {
  CHECK(
      message_of({{"run.duration", "0 min", file}}) ==
      "arm.toml:3: run.duration: value out of range '0 min' (1 min to 40 year allowed) — choose a "
      "value within; the default is 10 day");
  CHECK(message_of({{"run.duration", 30, file}}) ==
        "arm.toml:3: run.duration: unit missing '30' (time expected) — write \"30 day\"");
  CHECK(message_of({{"run.duration", true, file}}) ==
        "arm.toml:3: run.duration: wrong type 'true' (a quantity expected) — write it as in "
        "duration = \"1 day\"");
  CHECK(message_of({{"run.species", "rat", file}}) ==
        "arm.toml:3: run.species: unknown value 'rat' — choose mouse or human");
  CHECK(message_of({{"run.frame_factors", list("CXCL21"), file}}) ==
        "arm.toml:3: run.frame_factors: unknown value 'CXCL21' — did you mean 'CXCL12'?");
  CHECK(message_of({{"run.frame_factors", "CXCL12", file}}) ==
        "arm.toml:3: run.frame_factors: wrong type 'CXCL12' (a list of texts expected) — write it "
        "as in frame_factors = [\"CXCL12\"]");
  CHECK(message_of({{"run.seed", -1, file}}) ==
        "arm.toml:3: run.seed: value out of range '-1' (0 to 4294967295 allowed) — choose a value "
        "between them");
  CHECK(
      message_of({{"parameters.ctl_killing.hits", 2.5, file}}) ==
      "arm.toml:3: parameters.ctl_killing.hits: wrong type '2.5' (an integer expected) — write it "
      "as in hits = 3");
  CHECK(message_of({{"parameters.ctl_killing.kill_rate.scale", 100, file}}) ==
        "arm.toml:3: parameters.ctl_killing.kill_rate: value out of range '0.29 1/min' (3e-4 1/min "
        "to 1e-2 1/min allowed) — choose a value within");
  CHECK(message_of({{"parameters.ctl_killing.contact.scale", 2, file}}) ==
        "arm.toml:3: parameters.ctl_killing.contact: nothing to scale 'true' (only a number can be "
        "scaled) — state the value itself");
  CHECK(message_of({{"parameters.ctl_killing.share.scale", "2", file}}) ==
        "arm.toml:3: parameters.ctl_killing.share: wrong scale '2' (a number expected) — write it "
        "as in { scale = 1.5 }");
  CHECK(message_of({{"parameters.ctl_killing.share.factor", 2, file}}) ==
        "arm.toml:3: parameters.ctl_killing.share.factor: unknown key 'factor' ('share' is a "
        "quantity) — write its value, or { scale = 1.5 }");
  CHECK(message_of({{"run.kill_rate", "4e-3 1/min", file}}) ==
        "arm.toml:3: run.kill_rate: unknown key 'kill_rate' — 'kill_rate' stands in "
        "[parameters.ctl_killing]");
  // With the first table left out, also where something else is spelt alike.
  CHECK(message_of({{"ctl_killing.kill_rate", "4e-3 1/min", file}}) ==
        "arm.toml:3: ctl_killing: unknown table 'ctl_killing' — did you mean "
        "'parameters.ctl_killing.kill_rate'?");
  CHECK(message_of({{"ctl_killing.kill_rat.scale", 2, file}}) ==
        "arm.toml:3: ctl_killing: unknown table 'ctl_killing' — did you mean "
        "'parameters.ctl_killing.kill_rate'?");
  CHECK(message_of({{"duration", "1 day", file}}) ==
        "arm.toml:3: duration: unknown key 'duration' — 'duration' stands in [run]");
  CHECK(message_of({{"run", 3, file}}) ==
        "arm.toml:3: run: a value where a table is expected '3' — write [run] and its keys below "
        "it");
  CHECK(
      message_of({{"treatment", 3, file}}) ==
      "arm.toml:3: treatment: a value where a table is expected '3' — write [[treatment]] and its "
      "keys below it");
  CHECK(message_of({{"factors.CXCL12.molar_mass", "8 nM", file}}) ==
        "arm.toml:3: factors.CXCL12.molar_mass: wrong dimension '8 nM' (molar mass expected, this "
        "is concentration) — use a unit such as 'kDa'");
}

TEST_CASE("a key without default must be stated") {
  ScenarioLayer layer = scenario({});
  layer.assignments.clear();
  const auto faults = faults_of({layer});
  REQUIRE(faults.size() == 1);
  CHECK(to_string(faults[0]) ==
        "arm.toml: run.seed: missing key 'seed' (seed of all random numbers, without default) — "
        "add it to [run]");
}

TEST_CASE("a table in the wrong form is reported once") {
  ScenarioLayer layer = scenario({{"treatment.kind", "insulin", file}});
  layer.tables.push_back({"treatment", {"arm.toml", 8}});
  auto faults = faults_of({layer});
  REQUIRE(faults.size() == 1);
  CHECK(
      to_string(faults[0]) ==
      "arm.toml:8: treatment: one table where a list of tables is expected — write [[treatment]]");

  layer = scenario({});
  layer.tables.push_back({"run.duration", {"arm.toml", 8}});
  faults = faults_of({layer});
  REQUIRE(faults.size() == 1);
  CHECK(
      to_string(faults[0]) ==
      "arm.toml:8: run.duration: a table where a value is expected — write a quantity, or { scale "
      "= 1.5 }");
}

TEST_CASE("a fault found later still knows its place") {
  const Settings settings(example_schema(), {scenario({{"run.duration", "2 day", file}})});
  CHECK(to_string(settings.fault_at("run", "duration", "run too short", "treatment at 3 day",
                                    "lengthen it")) ==
        "arm.toml:3: run.duration: run too short '2 day' (treatment at 3 day) — lengthen it");
  CHECK_THROWS_AS(static_cast<void>(settings.fault_at("run", "length", "", "", "")), InternalError);
  CHECK_THROWS_AS(static_cast<void>(settings.get<Killing>("run")), InternalError);
  CHECK_THROWS_AS(static_cast<void>(settings.get<Run>("walk")), InternalError);
}

TEST_CASE("equal values are equal, however they are written") {
  const Settings days(example_schema(), {scenario({{"run.duration", "2 day", file}})});
  const Settings hours(example_schema(), {scenario({{"run.duration", "48 h", file}})});
  const Settings other(example_schema(), {scenario({{"run.duration", "3 day", file}})});
  CHECK(days.same_values(hours));
  CHECK(!days.same_values(other));
}

TEST_CASE("a wrong declaration is a bug that shows when the schema is built") {
  CHECK_NOTHROW(add_row(row("value", &One::value, "1 h", range("1 h", "2 h"), "Doe 2000", "text")));
  const auto refuse = [](MemberRow<One> wrong) {
    CHECK_THROWS_AS(add_row(std::move(wrong)), InternalError);
  };
  refuse(row("value", &One::value, "3 h", range("1 h", "2 h"), "Doe 2000", "out of range"));
  refuse(row("value", &One::value, per_species("1 h", "3 h"), range("1 h", "2 h"), "Doe 2000",
             "out of range for one species"));
  refuse(row("value", &One::value, "1 hurr", range("1 h", "2 h"), "Doe 2000", "unknown unit"));
  refuse(row("value", &One::value, "1 h", range("1 um", "2 um"), "Doe 2000", "other dimension"));
  refuse(
      row("value", &One::value, required(), range("1 h", "2 um"), "Doe 2000", "other dimension"));
  refuse(row("value", &One::value, "none", range("1 h", "2 h"), "Doe 2000", "not optional"));
  refuse(row("value", &One::value, "1 ng/ml", at_least("0 nM"), "Doe 2000", "no molar mass"));
  refuse(row("value", &One::value, "1 nM", at_least("0 nM"), "Doe 2000", "unknown factor")
             .of_factor("XCL99"));
  refuse(row("value", &One::value, "1 h", at_least("0 h"), "", "no source"));
  refuse(row("value", &One::value, "1 h", at_least("0 h"), "assumed:", "no reason"));
  refuse(row("value", &One::value, "1 h", at_least("0 h"), "Doe 2000", ""));
  refuse(row("a value", &One::value, "1 h", at_least("0 h"), "Doe 2000", "no key"));
  refuse(row("flag", &One::flag, 1, "Doe 2000", "not a flag"));
  refuse(row("species", &One::species, "rat", choice("mouse", "human"), "Doe 2000", "no choice"));
  refuse(row("species", &One::species, "mouse", "Doe 2000", "without choices"));

  const auto value = [] {
    return row("value", &One::value, "1 h", at_least("0 h"), "Doe 2000", "text");
  };
  Schema schema;
  CHECK_THROWS_AS(schema.add<One>("section", "doc", parameters(value(), value())), InternalError);
  schema.add<One>("section", "doc", parameters(value()));
  CHECK_THROWS_AS(schema.add<One>("section", "doc", parameters(value())), InternalError);
}

TEST_CASE("of many choices one is named") {
  struct Switches {
    std::vector<std::string> disable;
  };
  Schema schema;
  schema.add<Switches>(
      "mechanisms", "switches",
      parameters(row("disable", &Switches::disable, list(),
                     choice("a", "b", "c", "d", "e", "f", "g", "h", "i"), "Doe 2000", "switches")));
  ScenarioLayer layer;
  layer.assignments.push_back({"mechanisms.disable", list("gravity"), file});
  CHECK_THROWS_WITH_AS(Settings(schema, {layer}),
                       "arm.toml:3: mechanisms.disable: unknown value 'gravity' — choose one of 9, "
                       "such as 'a'",
                       ConfigError);
}

TEST_CASE("the limits are written in words") {
  const Schema schema = example_schema();
  const auto run = schema.find("run");
  CHECK(run->find("duration")->limits_in_words() == "1 min to 40 year");
  CHECK(run->find("frame_interval")->limits_in_words() == "at least 1 min");
  CHECK(run->find("species")->limits_in_words() == "mouse or human");
  CHECK(schema.find("parameters.ctl_killing")->find("contact")->limits_in_words().empty());
}

TEST_CASE("a text can be given another value, and nothing else can") {
  struct Input {
    std::string cells;
    static auto describe() {
      return parameters(row("cells", &Input::cells, "", "chosen by the user", "file of cells"));
    }
  };
  Schema schema = example_schema();
  schema.add<Input>("islet", "where cells come from");
  Settings settings(schema, {scenario({{"islet.cells", "far/away.csv", file}})});
  settings.set("islet.cells", "near.csv", {"a copy of far/away.csv"});
  CHECK(settings.get<Input>("islet").cells == "near.csv");
  CHECK(settings.find("islet.cells")->written == WrittenValue("near.csv"));
  CHECK(settings.origin(*settings.find("islet.cells")) == "a copy of far/away.csv");
  settings.set("run.duration", "3 day", {"the user's wish"});
  CHECK(settings.get<Run>("run").duration == 3 * 1440);
  CHECK_THROWS_AS(settings.set("run.duration", "3 m", {}), ConfigError);
  CHECK_THROWS_AS(settings.set("islet.sells", "near.csv", {}), InternalError);
}
