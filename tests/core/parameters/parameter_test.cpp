// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/parameter.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

using namespace isletsim;

namespace {

enum class Route { intravenous, local };

struct Parameters {
  double kill_rate;                  // [1/min]
  double share;                      // [1]
  std::uint32_t seed;                // [1]
  int divisions;                     // [1]
  bool licensed;                     //
  std::string name;                  //
  Route route;                       //
  std::string tissue;                //
  std::optional<double> every;       // [min]
  std::vector<double> times;         // [min]
  std::array<double, 3> box;         // [um]
  std::vector<std::string> factors;  //

  static auto describe() {
    return parameters(
        row("kill_rate", &Parameters::kill_rate, per_species("2.9e-3 1/min", "1.9e-3 1/min"),
            range("3e-4 1/min", "1e-2 1/min"), "derived: kill budget", "killing hazard"),
        row("share", &Parameters::share, 0.5, range(0, 1), "assumed: half", "a share"),
        row("seed", &Parameters::seed, required(), "chosen by the user", "seed of the run"),
        row("divisions", &Parameters::divisions, 8, range(4, 10), "Doe 2000", "divisions"),
        row("licensed", &Parameters::licensed, false, "assumed: fresh cells", "licensed"),
        row("name", &Parameters::name, "control", "chosen by the user", "name"),
        row("route", &Parameters::route, "intravenous", choice("intravenous", "local"),
            "assumed: usual", "route of the cells"),
        row("tissue", &Parameters::tissue, "islet", choice("islet", "duct"), "assumed: usual",
            "tissue"),
        row("every", &Parameters::every, "none", at_least("1 h"), "assumed: once", "interval"),
        row("times", &Parameters::times, list("1 day", "2 day"), range("0 day", "400 day"),
            "assumed: early", "times"),
        row("box", &Parameters::box, list("320 um", "320 um", "160 um"), at_least("80 um"),
            "assumed: fits", "edges"),
        row("factors", &Parameters::factors, list(), "assumed: none", "factors")
            .of_factor("CXCL12"));
  }
};

const ParameterRow& find(const ParameterRows<Parameters>& table, std::string_view key) {
  for (const ParameterRow& row : table.rows)
    if (row.key == key) return row;
  throw std::out_of_range(std::string(key));
}

}  // namespace

TEST_CASE("a declaration keeps what it says") {
  const auto table = Parameters::describe();
  REQUIRE(table.rows.size() == 12);

  const ParameterRow& kill_rate = find(table, "kill_rate");
  CHECK(kill_rate.kind == ParameterKind::quantity);
  CHECK(kill_rate.unit == "1/min");
  CHECK(kill_rate.default_value.differs_by_species());
  CHECK(to_string(kill_rate.default_value.values->at(1)) == "1.9e-3 1/min");
  CHECK(to_string(*kill_rate.limits.high) == "1e-2 1/min");
  CHECK(kill_rate.source == "derived: kill budget");
  CHECK(kill_rate.meaning == "killing hazard");

  CHECK(find(table, "share").unit == "1");
  CHECK(!find(table, "share").default_value.differs_by_species());
  CHECK(!find(table, "seed").default_value.values.has_value());
  CHECK(find(table, "seed").highest == 4294967295);
  CHECK(find(table, "seed").lowest == 0);
  CHECK(find(table, "divisions").kind == ParameterKind::integer);
  CHECK(find(table, "licensed").kind == ParameterKind::boolean);
  CHECK(find(table, "name").kind == ParameterKind::text);
  CHECK(find(table, "route").kind == ParameterKind::choice);
  CHECK(find(table, "tissue").kind == ParameterKind::choice);
  CHECK(find(table, "every").optional);
  CHECK(find(table, "every").unit == "h");
  CHECK(find(table, "times").unit == "day");
  CHECK(find(table, "times").length == 0);
  CHECK(find(table, "box").length == 3);
  CHECK(find(table, "factors").kind == ParameterKind::text_list);
  CHECK(find(table, "factors").factor == "CXCL12");
}

TEST_CASE("values reach the members of every type") {
  const auto table = Parameters::describe();
  Parameters bound{};
  bound.every = 1;
  const auto set = [&](std::string_view key, const Value& value) {
    find(table, key).set(&bound, value);
  };
  set("kill_rate", 0.25);
  set("seed", std::int64_t{4294967295});
  set("divisions", std::int64_t{-3});
  set("licensed", true);
  set("name", std::string("arm"));
  set("route", std::string("local"));
  set("tissue", std::string("duct"));
  set("every", std::monostate{});
  set("times", std::vector<double>{1, 2, 3});
  set("box", std::vector<double>{4, 5, 6});
  set("factors", std::vector<std::string>{"CXCL12"});
  CHECK(bound.kill_rate == 0.25);
  CHECK(bound.seed == 4294967295u);
  CHECK(bound.divisions == -3);
  CHECK(bound.licensed);
  CHECK(bound.name == "arm");
  CHECK(bound.route == Route::local);
  CHECK(bound.tissue == "duct");
  CHECK(!bound.every.has_value());
  CHECK(bound.times == std::vector<double>{1, 2, 3});
  CHECK(bound.box == std::array<double, 3>{4, 5, 6});
  CHECK(bound.factors == std::vector<std::string>{"CXCL12"});
  set("every", 60.0);
  CHECK(bound.every == 60.0);
}

TEST_CASE("a structure may be without parameters") {
  struct Nothing {
    static auto describe() { return parameters<Nothing>(); }
  };
  CHECK(Nothing::describe().rows.empty());
}

TEST_CASE("written values are printed plainly") {
  CHECK(to_string(WrittenValue("2.9e-3 1/min")) == "2.9e-3 1/min");
  CHECK(to_string(WrittenValue(true)) == "true");
  CHECK(to_string(WrittenValue(-4)) == "-4");
  CHECK(to_string(WrittenValue(0.1)) == "0.1");
  CHECK(to_string(list("a", 2, 0.5)) == "[a, 2, 0.5]");
}
