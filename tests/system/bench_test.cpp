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

TEST_CASE(
    "bench islet reports the cost of a year of an islet as that of its factors and its cells") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("isletsim bench islet --quick --json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::map<std::string, std::map<std::string, double>> reported;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const Json measured = read_json(line);
    CHECK(measured.at("size").text() == "32x32x32");
    reported[measured.at("case").text()][measured.at("metric").text()] =
        measured.at("value").number();
  }
  REQUIRE(reported.size() == 3);
  for (auto& one : reported) {
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
  // have come for a week: more than the residents could vary, as their number is Poisson and four
  // standard deviations of 15 are 15.
  const double early = reported["human_islet_early"]["mean_leukocytes"];
  CHECK(early > 0);
  CHECK(early < 30);
  CHECK(reported["human_islet_late"]["mean_leukocytes"] > 2 * early);
}

TEST_CASE("bench patient compares threads and reports what passes outside parallel loops") {
  const Sandbox sandbox;
  const Outcome outcome = sandbox.shell("TMPDIR=$PWD isletsim bench patient --quick --json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::map<std::string, double> with_one_thread;
  std::map<std::string, double> with_two_threads;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const Json measured = read_json(line);
    auto& figures = measured.at("threads").integer() == 1 ? with_one_thread : with_two_threads;
    figures[measured.at("metric").text()] = measured.at("value").number();
  }
  const double speedup = with_one_thread["seconds"] / with_two_threads["seconds"];
  CHECK(std::abs(with_two_threads["speedup"] - speedup) < 1e-9 * speedup);
  double shares = 0;
  for (const char* share : {"serial_share", "hash_share", "series_share", "checkpoints_share"}) {
    CAPTURE(share);
    CHECK(with_one_thread[share] > 0);
    shares += with_one_thread[share];
  }
  CHECK(shares < 1);
  CHECK(sandbox.entries().empty());
}

TEST_CASE("bench says what it can measure") {
  const Outcome outcome = Sandbox().shell("isletsim bench everything");
  CHECK(outcome.code == 2);
  CHECK(outcome.err.find("patient") != std::string::npos);
}
