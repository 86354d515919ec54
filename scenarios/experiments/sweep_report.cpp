// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_report.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/time_units.hpp"
#include "core/parameters/quantity.hpp"
#include "io/csv.hpp"
#include "scenarios/build_info.hpp"
#include "scenarios/experiments/statistics.hpp"
#include "scenarios/text_table.hpp"

namespace isletsim {

namespace {

constexpr std::size_t most_lines = 40;

std::string duration_in_words(double seconds) {
  if (seconds < 2 * seconds_per_minute) return fmt::format("{:.0f} s", seconds);
  if (seconds < 2 * seconds_per_hour)
    return fmt::format("{:.0f} min", seconds / seconds_per_minute);
  return fmt::format("{:.1f} h", seconds / seconds_per_hour);
}

/// The results of the runs of a condition: values by endpoint.
struct ConditionResults {
  std::int64_t runs = 0;  ///< that did not fail
  std::vector<std::vector<EndpointValue>> values{};
};

std::vector<ConditionResults> by_condition(const ResultsDatabase& database) {
  const ResultsPlan& plan = database.plan();
  std::vector<ConditionResults> conditions(plan.conditions.size());
  for (ConditionResults& condition : conditions) condition.values.resize(plan.endpoints.size());
  for (const RunResult& result : database.results()) {
    if (result.failed) continue;
    ConditionResults& condition =
        conditions[static_cast<std::size_t>(plan.condition_of(result.run) - 1)];
    ++condition.runs;
    for (std::size_t i = 0; i < result.endpoints.size(); ++i)
      condition.values[i].push_back(result.endpoints[i]);
  }
  return conditions;
}

/// The values that are defined.
std::vector<double> numbers_in(const std::vector<EndpointValue>& values) {
  std::vector<double> numbers;
  for (const EndpointValue& value : values)
    if (value.value) numbers.push_back(*value.value);
  return numbers;
}

std::vector<TimeToEvent> times_in(const std::vector<EndpointValue>& values) {
  std::vector<TimeToEvent> times;
  for (const EndpointValue& value : values)
    if (value.value) times.push_back({*value.value, value.observed});
  return times;
}

Json to_json(const std::optional<ConfidenceInterval>& interval) {
  return interval ? Json(Json::Array{interval->low, interval->high}) : Json();
}

Json survival_json(const std::vector<SurvivalStep>& course) {
  Json::Array steps;
  for (const SurvivalStep& step : course)
    steps.push_back(Json::Object{{"time_day", step.time},
                                 {"at_risk", step.at_risk},
                                 {"events", step.events},
                                 {"survival", step.survival},
                                 {"interval", to_json(std::optional(step.interval))}});
  return steps;
}

/// One arm against the first at the same point.
struct Comparison {
  double a;
  ConfidenceInterval interval;
  std::int64_t replicates;  ///< that would be enough
};

std::optional<Comparison> comparison_of(const std::vector<EndpointValue>& values,
                                        const std::vector<EndpointValue>& of_first_arm,
                                        double within) {
  const std::vector<double> numbers = numbers_in(values);
  const std::vector<double> others = numbers_in(of_first_arm);
  if (numbers.empty() || others.empty()) return std::nullopt;
  const double a = vargha_delaney_a(numbers, others);
  return Comparison{a,
                    vargha_delaney_interval(a, static_cast<std::int64_t>(numbers.size()),
                                            static_cast<std::int64_t>(others.size())),
                    replicates_for_a(a, 2 * within)};
}

Json endpoint_json(const EndpointColumn& column, const std::vector<EndpointValue>& values,
                   const std::optional<Comparison>& comparison) {
  const std::vector<double> numbers = numbers_in(values);
  Json::Object members{{"endpoint", column.name}, {"runs", numbers.size()}};
  if (column.event) {
    const auto steps = kaplan_meier(times_in(values));
    const auto half = median_survival(steps);
    members.emplace_back("median", half ? Json(*half) : Json());
    members.emplace_back("survival", survival_json(steps));
  } else if (!numbers.empty()) {
    members.emplace_back("median", median(numbers));
    members.emplace_back("median_interval", to_json(median_interval(numbers)));
    members.emplace_back("mean", mean(numbers));
    members.emplace_back("mean_interval", to_json(mean_interval(numbers)));
  }
  if (comparison) {
    members.emplace_back("a_over_first_arm", comparison->a);
    members.emplace_back("a_interval", to_json(std::optional(comparison->interval)));
    members.emplace_back("replicates_for_a", comparison->replicates);
  }
  return members;
}

/// Where the first arm at each condition's point stands.
std::vector<std::size_t> first_arms(const ResultsPlan& plan) {
  std::vector<std::size_t> first(plan.conditions.size(), 0);
  for (std::size_t i = 1; i < first.size(); ++i)
    first[i] = plan.conditions[i].point == plan.conditions[i - 1].point ? first[i - 1] : i;
  return first;
}

/// Median with its interval; of events how many were seen, and the median time.
std::string summary_of(const EndpointColumn& column, const std::vector<EndpointValue>& values) {
  const std::vector<double> numbers = numbers_in(values);
  if (numbers.empty()) return "-";
  if (column.event) {
    const std::vector<TimeToEvent> times = times_in(values);
    const auto seen =
        std::count_if(times.begin(), times.end(), [](const TimeToEvent& t) { return t.observed; });
    const auto half = median_survival(kaplan_meier(times));
    return fmt::format("{} of {}{}", seen, times.size(),
                       half ? fmt::format(", median {:.3g}", *half) : "");
  }
  const auto interval = median_interval(numbers);
  return fmt::format(
      "{:.4g}{}", median(numbers),
      interval ? fmt::format(" [{:.4g}, {:.4g}]", interval->low, interval->high) : "");
}

}  // namespace

std::string in_words(const SweepProgress& progress) {
  std::string text =
      fmt::format("{} of {} runs", progress.done + progress.failed, progress.planned);
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  if (progress.seconds_left && progress.done + progress.failed < progress.planned)
    text += fmt::format("; {} left with {} worker{}", duration_in_words(*progress.seconds_left),
                        progress.workers, progress.workers == 1 ? "" : "s");
  return text;
}

Json to_json(const ResultsDatabase& database) {
  const SweepProgress progress = database.progress();
  return Json::Object{
      {"database", database.path().string()},
      {"planned", progress.planned},
      {"done", progress.done},
      {"failed", progress.failed},
      {"running", progress.running},
      {"workers", progress.workers},
      {"seconds_left", progress.seconds_left ? Json(*progress.seconds_left) : Json()},
      {"content_hash", database.content_hash()}};
}

Json results_json(const ResultsDatabase& database, double within) {
  const ResultsPlan& plan = database.plan();
  const std::vector<ConditionResults> results = by_condition(database);
  const std::vector<std::size_t> first = first_arms(plan);
  Json::Array conditions;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Condition& condition = plan.conditions[i];
    Json::Object values;
    for (const ConditionValue& value : condition.values)
      values.emplace_back(value.key, value.value);
    Json::Array endpoints;
    for (std::size_t k = 0; k < plan.endpoints.size(); ++k)
      endpoints.push_back(
          endpoint_json(plan.endpoints[k], results[i].values[k],
                        comparison_of(results[i].values[k], results[first[i]].values[k], within)));
    conditions.push_back(Json::Object{{"arm", condition.arm},
                                      {"point", condition.point},
                                      {"values", values},
                                      {"runs", results[i].runs},
                                      {"endpoints", endpoints}});
  }
  Json::Object json = to_json(database).object();
  json.emplace_back("conditions", conditions);
  return json;
}

std::string results_table(const ResultsDatabase& database, double within) {
  const ResultsPlan& plan = database.plan();
  const std::vector<ConditionResults> results = by_condition(database);
  const std::vector<std::size_t> first = first_arms(plan);
  std::vector<std::string> header{"arm"};
  for (const ConditionValue& value : plan.conditions.front().values) {
    // The last words of a key are enough.
    const std::size_t scale =
        value.key.ends_with(".scale") ? value.key.size() - 6 : value.key.size();
    const std::size_t dot = value.key.rfind('.', scale - 1);
    header.push_back(dot == std::string::npos ? value.key : value.key.substr(dot + 1));
  }
  header.emplace_back("runs");
  for (const EndpointColumn& endpoint : plan.endpoints) header.push_back(endpoint.name);
  TextTable medians;
  TextTable comparisons;
  medians.add(header);
  comparisons.add(std::move(header));
  bool several_arms = false;
  for (std::size_t i = 0; i < std::min(plan.conditions.size(), most_lines); ++i) {
    std::vector<std::string> line{plan.conditions[i].arm};
    for (const ConditionValue& value : plan.conditions[i].values) line.push_back(value.value);
    line.push_back(fmt::format("{}", results[i].runs));
    std::vector<std::string> compared = line;
    for (std::size_t k = 0; k < plan.endpoints.size(); ++k) {
      line.push_back(summary_of(plan.endpoints[k], results[i].values[k]));
      const auto to_first =
          comparison_of(results[i].values[k], results[first[i]].values[k], within);
      compared.push_back(to_first ? fmt::format("{:.2f} [{:.2f}, {:.2f}], {}", to_first->a,
                                                to_first->interval.low, to_first->interval.high,
                                                to_first->replicates)
                                  : "-");
    }
    medians.add(std::move(line));
    if (first[i] == i) continue;
    several_arms = true;
    comparisons.add(std::move(compared));
  }
  std::string text = medians.to_string();
  if (plan.conditions.size() > most_lines)
    text += fmt::format("… and {} more; the view `results` of the database holds all\n",
                        plan.conditions.size() - most_lines);
  text += "medians, with 95 % intervals where there are six runs or more\n";
  if (several_arms)
    text += fmt::format(
        "\n{}A: the chance to have more than arm {}, with 95 % interval, and the replicates in "
        "each that determine it within ±{:g}\n",
        comparisons.to_string(), plan.conditions.front().arm, within);
  return text;
}

std::string results_csv(const ResultsDatabase& database, const std::string& command) {
  const ResultsPlan& plan = database.plan();
  const BuildInfo build = build_info();
  std::string csv;
  append_csv_comment(csv, fmt::format("isletsim {} ({})", build.version, build.git));
  append_csv_comment(csv, fmt::format("results epoch {}", build.results_epoch));
  append_csv_comment(csv, command);
  append_csv_comment(csv,
                     fmt::format("seeds {} to {}", plan.first_seed, plan.seed_of(plan.runs())));
  std::vector<std::string> header{"run", "arm", "point", "seed"};
  for (const ConditionValue& value : plan.conditions.front().values) header.push_back(value.key);
  for (const EndpointColumn& endpoint : plan.endpoints) {
    header.push_back(endpoint.name);
    if (endpoint.event) header.push_back(endpoint.name + "_observed");
  }
  header.emplace_back("status");
  append_csv_row(csv, header);
  for (const RunResult& result : database.results()) {
    const Condition& condition =
        plan.conditions[static_cast<std::size_t>(plan.condition_of(result.run) - 1)];
    std::vector<std::string> row{fmt::format("{}", result.run), condition.arm,
                                 fmt::format("{}", condition.point),
                                 fmt::format("{}", plan.seed_of(result.run))};
    for (const ConditionValue& value : condition.values) row.push_back(value.value);
    for (std::size_t i = 0; i < plan.endpoints.size(); ++i) {
      const EndpointValue value = result.failed ? EndpointValue{} : result.endpoints[i];
      row.push_back(value.value ? shortest_digits(*value.value) : std::string());
      if (plan.endpoints[i].event) row.emplace_back(value.observed ? "1" : "0");
    }
    row.emplace_back(result.failed ? "failed" : "done");
    append_csv_row(csv, row);
  }
  return csv;
}

}  // namespace isletsim
