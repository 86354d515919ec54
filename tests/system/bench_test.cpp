// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <map>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "io/json.hpp"
#include "tests/system/sandbox.hpp"

using namespace isletsim;

TEST_CASE("bench islet tells what a year of an islet costs as its factors and its cells") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim bench islet --quick --json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::map<std::string, std::map<std::string, double>> told;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const Json measured = read_json(line);
    CHECK(measured.at("size").text() == "32x32x32");
    told[measured.at("case").text()][measured.at("metric").text()] = measured.at("value").number();
  }
  REQUIRE(told.size() == 3);
  for (auto& one : told) {
    auto& metrics = one.second;
    CAPTURE(one.first);
    const double factors = metrics["factor_seconds_per_islet_year"];
    const double cells = metrics["cell_seconds_per_islet_year"];
    CHECK(factors > 0);
    CHECK(cells > 0);
    CHECK(std::abs(metrics["seconds_per_islet_year"] - factors - cells) < 1e-6 * cells);
  }
  // At first there are residents: 15 in the volume of an islet (imaging mass cytometry medians). T
  // cells that the virus of day 1 primes leave the lymph node no earlier than day 4. By day 12 they
  // have come for a week: more than residents could vary by, whose number is Poisson, four standard
  // deviations of 15 being 15.
  const double early = told["human_islet_early"]["mean_leukocytes"];
  CHECK(early > 0);
  CHECK(early < 30);
  CHECK(told["human_islet_late"]["mean_leukocytes"] > 2 * early);
}

TEST_CASE("bench says what it can measure") {
  const Outcome outcome = Sandbox().shell("isletsim bench everything");
  CHECK(outcome.code == 2);
  CHECK(outcome.err.find("islet") != std::string::npos);
}
