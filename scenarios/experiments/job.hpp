// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/json.hpp"
#include "io/results_database.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/experiments/endpoint.hpp"

namespace isletsim {

/// One run of a sweep, with all that a worker needs to know. It travels as one line of JSON.
struct Job {
  std::int64_t run;
  std::string scenario;  ///< path
  Overrides overrides;
  std::vector<Endpoint> endpoints;
  std::vector<std::string> series_columns;
  std::optional<double> series_interval;  ///< [min]; nothing: every exchange
};

[[nodiscard]] std::string to_line(const Job& job);
[[nodiscard]] std::string to_line(const RunResult& result);
/// Read what to_line wrote. Throw JsonError.
[[nodiscard]] Job job_from_line(const std::string& line);
[[nodiscard]] RunResult result_from_line(const std::string& line);

/// Carries out a run in memory, on one thread. An error of the run itself becomes its result; an
/// error of the machine (no memory) is thrown.
[[nodiscard]] RunResult carry_out(const Job& job);

}  // namespace isletsim
