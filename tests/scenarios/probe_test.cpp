// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/probe.hpp"

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

TEST_CASE("a probe runs one islet of many, with the threads that it would have") {
  const RunPlan plan =
      plan_test_scenario("exercise", {"run.duration=\"2 h\"", "patient.islets_simulated=2"});
  auto one = simulate_one_islet(plan, 3);
  CHECK(one->islets().size() == 1);
  CHECK(one->model().host->patient.islets_represented == 2);
  // It is over before its second is, so nothing is left to guess but the noise.
  const auto alone = probe_run_time(plan, std::move(one), {}, 2);
  REQUIRE(alone.has_value());
  CHECK(alone->basis == "from the pace of the first 2 h");
  CHECK(alone->least > 0);
  CHECK(alone->most == doctest::Approx(1.25 * 1.25 * alone->least));
}

TEST_CASE("a duration is written in a suitable unit") {
  CHECK(seconds_in_words(0.034) == "0.034 s");
  CHECK(seconds_in_words(2) == "2 s");
  CHECK(seconds_in_words(61.4) == "61 s");
  CHECK(seconds_in_words(150) == "2.5 min");
  CHECK(seconds_in_words(3600) == "60 min");
  CHECK(seconds_in_words(2.5 * 3600) == "2.5 h");
  CHECK(seconds_in_words(71 * 3600) == "71 h");
  CHECK(seconds_in_words(42 * 86400) == "42 days");
  CHECK(seconds_in_words(9.97 * 86400) == "10 days");
}
