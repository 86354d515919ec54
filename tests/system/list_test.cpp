// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <regex>
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

namespace {

Json listed(const Sandbox& sandbox, const std::string& what) {
  const Outcome outcome = sandbox.shell("isletsim list " + what + " --format json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return read_json(outcome.out);
}

const Json& entry(const Json& list, const std::string& key) {
  const Json::Array& entries = list.array();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Json& one) { return one.at("key").text() == key; });
  REQUIRE(found != entries.end());
  return *found;
}

}  // namespace

TEST_CASE("every list is an array of objects with a key, once each") {
  const Sandbox sandbox;
  for (const std::string what :
       {"scenarios", "mechanisms", "cells", "factors", "parameters", "outputs"}) {
    CAPTURE(what);
    const Json list = listed(sandbox, what);
    std::vector<std::string> keys;
    for (const Json& one : list.array()) keys.push_back(one.at("key").text());
    CHECK_FALSE(keys.empty());
    std::sort(keys.begin(), keys.end());
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    const Outcome table = sandbox.shell("isletsim list " + what);
    CHECK(table.out.starts_with("key"));
    CHECK(static_cast<std::size_t>(std::count(table.out.begin(), table.out.end(), '\n')) ==
          keys.size() + 1);
  }
}

TEST_CASE("a mechanism is listed with claim, equation, source, confidence, rows and parameters") {
  const Sandbox sandbox;
  const Json list = listed(sandbox, "mechanisms");
  for (const Json& mechanism : list.array()) {
    CAPTURE(mechanism.at("key").text());
    for (const char* member : {"claim", "equation", "source", "confidence", "group", "shape"})
      CHECK_FALSE(mechanism.at(member).text().empty());
    for (const Json& parameter : mechanism.at("parameters").array())
      CHECK_FALSE(parameter.at("source").text().empty());
  }
  const Json& killing = entry(list, "ctl_killing");
  CHECK(killing.at("rows") == Json(Json::Array{9}));
  CHECK(killing.at("parameters").array().front().at("key").text() ==
        "parameters.ctl_killing.kill_rate");
  const Outcome markdown = sandbox.shell("isletsim list mechanisms --format markdown");
  CHECK(markdown.out.find("### ctl_killing\n") != std::string::npos);
  CHECK(markdown.out.find("- **rows**: 9\n") != std::string::npos);
  CHECK(markdown.out.find("| parameters.ctl_killing.kill_rate |") != std::string::npos);
}

TEST_CASE("parameters are listed as they are written, one default per species where they differ") {
  const Sandbox sandbox;
  const Json list = listed(sandbox, "parameters");
  const Json& age = entry(list, "patient.age");
  CHECK(age.at("default").at("mouse").text() == "14 day");
  CHECK(age.at("unit").text() == "day");
  CHECK(entry(list, "patient.islets_simulated").at("default").integer() == 1);
  CHECK(entry(list, "run.seed").at("default") == Json{});
}

TEST_CASE("every factor is written in its own unit") {
  const Sandbox sandbox;
  const Json factors = listed(sandbox, "factors");
  const Json outputs = listed(sandbox, "outputs");
  const Outcome run = sandbox.shell(
      "isletsim run healthy_mouse --until '1 h' --set islet.diameter='60 um' --frames none "
      "--quiet --out run");
  REQUIRE(run.code == 0);
  const std::string series = sandbox.read("run/series/islets.csv");
  std::size_t known = 0;
  for (const char* block : {"spread", "local"}) {
    const Json& concentration = entry(outputs, std::string(block) + ".concentration");
    const Json::Array& names = concentration.at("components").array();
    const Json::Array& units = concentration.at("component_units").array();
    REQUIRE(names.size() == units.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string name = names[i].text();
      if (name.empty()) continue;
      ++known;
      CAPTURE(name);
      CHECK(units[i] == entry(factors, name).at("unit"));
      // DAMP and EV are amounts without a molar mass.
      const bool arbitrary = name == "DAMP" || name == "EV";
      CHECK(units[i].text() == (arbitrary ? "1" : "nM"));
      CHECK(series.find(',' + name + (arbitrary ? "_mean," : "_mean_nM,")) != std::string::npos);
    }
  }
  CHECK(known == factors.array().size());
  CHECK(entry(outputs, "spread.concentration").at("unit").text() == "nM; DAMP: 1");
}

TEST_CASE("every number names a publication or a data set, or says why it was assumed") {
  const Sandbox sandbox;
  // A year, an address, a derivation or an assumption with its reason; or the user's own choice.
  const std::regex origin(
      "(19|20)[0-9]{2}|PMC[0-9]+|doi|BioNumbers|popellab/|(assumed|derived): .|^chosen by the user|"
      "^stated by the author");
  for (const char* what : {"mechanisms", "parameters"}) {
    const Json list = listed(sandbox, what);
    for (const Json& one : list.array()) {
      CAPTURE(one.at("key").text());
      CAPTURE(one.at("source").text());
      CHECK(std::regex_search(one.at("source").text(), origin));
    }
  }
}

TEST_CASE("the JSON Schema knows every table and key of a scenario") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim list parameters --format schema");
  REQUIRE(outcome.code == 0);
  const Json schema = read_json(outcome.out);
  const Json& tables = schema.at("properties");
  CHECK(tables.at("run").at("properties").at("seed").at("type").text() == "integer");
  const Json& killing = tables.at("parameters").at("properties").at("ctl_killing");
  CHECK(killing.at("properties").at("kill_rate").at("anyOf").array().size() == 2);
  CHECK(tables.at("treatment").at("type").text() == "array");
  CHECK(tables.at("factors").at("properties").at("local_step").at("anyOf").array().size() == 2);
  CHECK(tables.at("factors").at("properties").at("CXCL12").at("type").text() == "object");
}
