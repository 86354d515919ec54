// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/job.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <new>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "scenarios/runner/run_plan.hpp"
#include "scenarios/runner/runner.hpp"

namespace isletsim {

namespace {

using Clock = std::chrono::steady_clock;

Json optional_text(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

std::optional<std::string> optional_text(const Json& json) {
  if (std::holds_alternative<std::nullptr_t>(json.value)) return std::nullopt;
  return json.text();
}

Json number_or_null(double number) { return std::isnan(number) ? Json() : Json(number); }

double number_or_nan(const Json& json) {
  if (std::holds_alternative<std::nullptr_t>(json.value))
    return std::numeric_limits<double>::quiet_NaN();
  return json.number();
}

/// The columns that endpoints and series need, each once.
std::vector<RecordedColumn> columns_of(const Job& job) {
  std::vector<RecordedColumn> columns;
  const auto add = [&](RecordedColumn column) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(std::move(column));
  };
  for (const Endpoint& endpoint : job.endpoints)
    for (const std::string& column : endpoint.columns) add({column, endpoint.islets});
  for (const std::string& column : job.series_columns) add({column, Reduction::mean});
  return columns;
}

std::vector<std::vector<double>> series_of(const Job& job, const Trajectory& trajectory) {
  if (job.series_columns.empty()) return {};
  std::vector<std::size_t> positions;
  for (const std::string& column : job.series_columns)
    positions.push_back(trajectory.find({column, Reduction::mean}));
  std::vector<std::vector<double>> rows;
  double due = 0;
  for (std::size_t i = 0; i < trajectory.time_day.size(); ++i) {
    const double time = trajectory.time_day[i];
    constexpr double tolerance = 1e-6;  // far below a minute [day]
    if (time < due - tolerance && i + 1 < trajectory.time_day.size()) continue;
    while (job.series_interval && due <= time + tolerance)
      due += *job.series_interval / minutes_per_day;
    std::vector<double>& row = rows.emplace_back(std::vector<double>{time});
    for (const std::size_t position : positions) row.push_back(trajectory.values[i][position]);
  }
  return rows;
}

/// All that is wrong, on one line; without places, which differ between machines.
std::string message_of(const ConfigError& error) {
  std::string message;
  for (Fault fault : error.faults()) {
    fault.file.clear();
    fault.line = 0;
    message += (message.empty() ? "" : "; ") + to_string(fault);
  }
  return message;
}

void simulate(const Job& job, RunResult& result) {
  const RunPlan plan = plan_run(job.scenario, job.overrides);
  ThreadPool pool(1);
  pool.run([&] {
    Simulation simulation(plan.model);
    TrajectoryRecorder recorder(simulation, columns_of(job));
    recorder.sample();
    while (simulation.step() < plan.last_step) {
      simulation.advance();
      static_cast<void>(simulation.take_events());
      recorder.sample();
    }
    result.state_hash = to_string(simulation.hash());
    result.simulated_days = simulation.time() / minutes_per_day;
    for (const Endpoint& endpoint : job.endpoints)
      result.endpoints.push_back(endpoint.evaluate(recorder.trajectory()));
    result.series = series_of(job, recorder.trajectory());
  });
}

}  // namespace

std::string to_line(const Job& job) {
  Json::Array endpoints;
  for (const Endpoint& endpoint : job.endpoints) endpoints.push_back(to_json(endpoint));
  return write_json(
      Json::Object{{"run", job.run},
                   {"scenario", job.scenario},
                   {"set", job.overrides.set},
                   {"without", job.overrides.without},
                   {"until", optional_text(job.overrides.until)},
                   {"seed", optional_text(job.overrides.seed)},
                   {"endpoints", endpoints},
                   {"series_columns", job.series_columns},
                   {"series_interval", job.series_interval ? Json(*job.series_interval) : Json()}},
      JsonLayout::one_line);
}

Job job_from_line(const std::string& line) {
  const Json json = read_json(line);
  Job job{.run = json.at("run").integer(),
          .scenario = json.at("scenario").text(),
          .overrides = {.set = json.at("set").texts(),
                        .without = json.at("without").texts(),
                        .until = optional_text(json.at("until")),
                        .seed = optional_text(json.at("seed"))},
          .endpoints = {},
          .series_columns = json.at("series_columns").texts(),
          .series_interval = {}};
  for (const Json& endpoint : json.at("endpoints").array())
    job.endpoints.push_back(endpoint_from_json(endpoint));
  if (const double interval = number_or_nan(json.at("series_interval")); !std::isnan(interval))
    job.series_interval = interval;
  return job;
}

std::string to_line(const RunResult& result) {
  Json::Array endpoints;
  for (const EndpointValue& endpoint : result.endpoints)
    endpoints.push_back(
        Json::Array{endpoint.value ? Json(*endpoint.value) : Json(), Json(endpoint.observed)});
  Json::Array series;
  for (const std::vector<double>& row : result.series) {
    Json::Array values;
    for (const double value : row) values.push_back(number_or_null(value));
    series.push_back(std::move(values));
  }
  return write_json(Json::Object{{"run", result.run},
                                 {"failed", result.failed},
                                 {"message", result.message},
                                 {"state_hash", result.state_hash},
                                 {"simulated_days", result.simulated_days},
                                 {"endpoints", endpoints},
                                 {"series", series},
                                 {"seconds", result.seconds}},
                    JsonLayout::one_line);
}

RunResult result_from_line(const std::string& line) {
  const Json json = read_json(line);
  RunResult result{.run = json.at("run").integer(),
                   .failed = json.at("failed").boolean(),
                   .message = json.at("message").text(),
                   .state_hash = json.at("state_hash").text(),
                   .simulated_days = json.at("simulated_days").number(),
                   .endpoints = {},
                   .series = {},
                   .seconds = json.at("seconds").number()};
  for (const Json& endpoint : json.at("endpoints").array()) {
    EndpointValue& value = result.endpoints.emplace_back();
    if (const double number = number_or_nan(endpoint.array().at(0)); !std::isnan(number))
      value.value = number;
    value.observed = endpoint.array().at(1).boolean();
  }
  for (const Json& row : json.at("series").array()) {
    std::vector<double>& values = result.series.emplace_back();
    for (const Json& value : row.array()) values.push_back(number_or_nan(value));
  }
  return result;
}

RunResult carry_out(const Job& job) {
  const auto start = Clock::now();
  RunResult result{.run = job.run};
  try {
    simulate(job, result);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const auto* config = dynamic_cast<const ConfigError*>(&error);
    result = {.run = job.run,
              .failed = true,
              .message = config != nullptr ? message_of(*config) : error.what()};
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return result;
}

}  // namespace isletsim
