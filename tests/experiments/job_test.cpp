// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/job.hpp"

#include <doctest/doctest.h>

using namespace isletsim;

namespace {

Job job_for(const std::string& scenario) {
  return {.run = 7,
          .scenario = scenario,
          .overrides = {.set = {"cells.macrophage.initial=0"},
                        .without = {"ctl_killing"},
                        .until = "2 h",
                        .seed = "4"},
          .endpoints = default_endpoints(),
          .series_columns = {"islets.macrophages", "patient.glucose_mg_dl"},
          .series_interval = 60};
}

}  // namespace

TEST_CASE("jobs and results survive their way") {
  const Job job = job_for("some where/a.toml");
  CHECK(to_line(job_from_line(to_line(job))) == to_line(job));
  CHECK(to_line(job).find('\n') == std::string::npos);
  const RunResult result{.run = 3,
                         .failed = false,
                         .message = "two\nlines",
                         .state_hash = "0123",
                         .simulated_days = 0.1,
                         .endpoints = {{0.1, true}, {{}, true}, {1.0 / 3, false}},
                         .series = {{0, 1.0 / 7}, {0.5, 1e-300}},
                         .seconds = 1.5};
  CHECK(to_line(result).find('\n') == std::string::npos);
  const RunResult read = result_from_line(to_line(result));
  CHECK(to_line(read) == to_line(result));
  CHECK(read.endpoints[2].value == 1.0 / 3);
  CHECK_FALSE(read.endpoints[1].value);
}

TEST_CASE("a job gives the endpoints and series of its run") {
  const Job job = job_for(ISLETSIM_SOURCE_DIR "/tests/scenarios/tiny.toml");
  const RunResult result = carry_out(job);
  REQUIRE_FALSE(result.failed);
  CHECK(result.state_hash.size() == 32);
  CHECK(result.simulated_days == doctest::Approx(2.0 / 24));
  REQUIRE(result.endpoints.size() == 4);
  CHECK(result.endpoints[0].value == 1.0);    // none has died for lack of time
  CHECK_FALSE(result.endpoints[1].observed);  // nor has diabetes begun
  REQUIRE(result.series.size() == 3);         // at 0, 1 and 2 h
  CHECK(result.series[0][1] == 0);            // macrophages at the start
}
