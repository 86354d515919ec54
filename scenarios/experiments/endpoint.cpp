// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/endpoint.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"

namespace isletsim {

namespace {

constexpr const char* automatic = "auto";
/// Times are whole minutes; two that differ by less are one.
constexpr double time_tolerance = 0.5 / minutes_per_day;

constexpr std::array<std::string_view, 6> taken_names{"last", "mean", "min", "max", "area", "time"};
constexpr std::array<std::string_view, 4> reduction_names{"mean", "sum", "min", "max"};

template <class Enum, std::size_t Size>
Enum from_name(std::string_view name, const std::array<std::string_view, Size>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw JsonError(fmt::format("unknown word '{}'", name));
  return static_cast<Enum>(found - names.begin());
}
template <class Enum, std::size_t Size>
std::string to_name(Enum value, const std::array<std::string_view, Size>& names) {
  return std::string(names.at(static_cast<std::size_t>(value)));
}

/// The known measures.
std::vector<Endpoint> known_measures() {
  std::vector<Endpoint> measures(4);
  measures[0].name = "beta_survival";
  measures[0].columns = {"islets.beta_cells_alive"};
  measures[0].relative = true;
  measures[1].name = "onset";
  measures[1].columns = {"patient.glucose_mg_dl"};
  measures[1].take = Taken::time;
  measures[1].above = 250;  // the usual criterion in NOD mice [mg/dl]
  measures[2].name = "infiltrate";
  measures[2].columns = {"islets.leukocytes"};
  measures[3].name = "kills";
  measures[3].columns = {"islets.kills"};
  return measures;
}

std::vector<std::string> measure_names() {
  std::vector<std::string> names;
  for (const Endpoint& measure : known_measures()) names.push_back(measure.name);
  return names;
}

template <std::size_t Size>
Limits words(const std::array<std::string_view, Size>& names) {
  std::vector<std::string> choices{automatic};
  choices.insert(choices.end(), names.begin(), names.end());
  return choice(std::move(choices));
}

struct Sample {
  double time;  ///< [day]
  double value;
};

double area(const std::vector<Sample>& samples) {
  double sum = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    sum += (samples[i].time - samples[i - 1].time) * (samples[i].value + samples[i - 1].value) / 2;
  return sum;
}

Json optional_number(const std::optional<double>& number) {
  return number ? Json(*number) : Json();
}

std::optional<double> optional_number(const Json& json) {
  if (std::holds_alternative<std::nullptr_t>(json.value)) return std::nullopt;
  return json.number();
}

}  // namespace

ParameterRows<EndpointSettings> EndpointSettings::describe() {
  const std::string source = "chosen by the user";
  const auto time = range("0 min", "200 year");
  const auto threshold = range(-1e30, 1e30);
  std::vector<std::string> measures = measure_names();
  measures.insert(measures.begin(), automatic);
  return parameters(
      row("name", &EndpointSettings::name, required(), source, "name of the endpoint"),
      row("measure", &EndpointSettings::measure, automatic, choice(std::move(measures)), source,
          "a known measure; usually its name says it"),
      row("columns", &EndpointSettings::columns, list(), source,
          "columns of the series whose sum is taken"),
      row("take", &EndpointSettings::take, automatic, words(taken_names), source,
          "what is taken of it over time"),
      row("islets", &EndpointSettings::islets, automatic, words(reduction_names), source,
          "how several islets become one number"),
      row("relative", &EndpointSettings::relative, automatic, choice(automatic, "yes", "no"),
          source, "whether it is divided by its value at the start"),
      row("from", &EndpointSettings::from, "none", time, source, "begin of the time looked at"),
      row("until", &EndpointSettings::until, "none", time, source, "end of the time looked at"),
      row("above", &EndpointSettings::above, "none", threshold, source,
          "threshold of an event, from below"),
      row("below", &EndpointSettings::below, "none", threshold, source,
          "threshold of an event, from above"));
}

Endpoint make_endpoint(const EndpointSettings& settings, std::vector<Fault>& faults) {
  Endpoint endpoint;
  const std::string& measure = settings.measure == automatic ? settings.name : settings.measure;
  for (const Endpoint& known : known_measures())
    if (known.name == measure) endpoint = known;
  endpoint.name = settings.name;
  if (!settings.columns.empty()) endpoint.columns = settings.columns;
  if (settings.take != automatic) endpoint.take = from_name<Taken>(settings.take, taken_names);
  if (settings.islets != automatic)
    endpoint.islets = from_name<Reduction>(settings.islets, reduction_names);
  if (settings.relative != automatic) endpoint.relative = settings.relative == "yes";
  const auto days = [](const std::optional<double>& minutes) {
    return minutes ? std::optional(*minutes / minutes_per_day) : std::nullopt;
  };
  endpoint.from = days(settings.from);
  endpoint.until = days(settings.until);
  if (settings.above || settings.below) {
    endpoint.above = settings.above;
    endpoint.below = settings.below;
    if (settings.take == automatic) endpoint.take = Taken::time;
  }

  const bool plain = !settings.name.empty() &&
                     std::all_of(settings.name.begin(), settings.name.end(),
                                 [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  if (!plain)
    faults.push_back({.problem = "not a name",
                      .value = settings.name,
                      .why = "letters, digits and _ expected",
                      .suggestion = "write it as in beta_survival_10",
                      .key = "name"});
  if (endpoint.columns.empty())
    faults.push_back({.problem = "endpoint of nothing",
                      .value = settings.name,
                      .why = "it names no columns and is no known measure",
                      .suggestion = fmt::format("name columns, or a measure: {}",
                                                fmt::join(measure_names(), ", ")),
                      .key = "name"});
  if (endpoint.event() && endpoint.above.has_value() == endpoint.below.has_value())
    faults.push_back({.problem = "event without one threshold",
                      .value = settings.name,
                      .why = "a time is that of the first value above or below something",
                      .suggestion = "state either 'above' or 'below'",
                      .key = "take"});
  if (!endpoint.event() && (endpoint.above || endpoint.below))
    faults.push_back({.problem = "threshold without event",
                      .value = settings.take,
                      .why = "only a time has a threshold",
                      .suggestion = "write take = \"time\"",
                      .key = "take"});
  if (endpoint.from && endpoint.until && *endpoint.from >= *endpoint.until)
    faults.push_back({.problem = "ends before it begins",
                      .value = settings.name,
                      .why = "'until' is not after 'from'",
                      .suggestion = "choose a later 'until'",
                      .key = "until"});
  return endpoint;
}

std::vector<Endpoint> default_endpoints() { return known_measures(); }

EndpointValue Endpoint::evaluate(const Trajectory& trajectory) const {
  std::vector<std::size_t> positions;
  for (const std::string& column : columns) positions.push_back(trajectory.find({column, islets}));
  std::vector<Sample> samples;
  double at_start = 0;
  for (std::size_t i = 0; i < trajectory.time_day.size(); ++i) {
    const double time = trajectory.time_day[i];
    double value = 0;
    for (const std::size_t position : positions) value += trajectory.values[i][position];
    if (i == 0) at_start = value;
    if (relative) value /= at_start;
    if (from && time < *from - time_tolerance) continue;
    if (until && time > *until + time_tolerance) continue;
    samples.push_back({time, value});
  }
  const bool too_short = until && (trajectory.time_day.empty() ||
                                   trajectory.time_day.back() < *until - time_tolerance);
  // An event may come before a run that is too short ends; everything else needs the whole time.
  if (samples.empty() || (relative && at_start == 0) || (too_short && !this->event())) return {};

  const auto less = [](const Sample& a, const Sample& b) { return a.value < b.value; };
  double result = samples.back().value;
  switch (take) {
    case Taken::last: break;
    case Taken::mean: {
      const double length = samples.back().time - samples.front().time;
      if (length > 0) result = area(samples) / length;
      break;
    }
    case Taken::minimum:
      result = std::min_element(samples.begin(), samples.end(), less)->value;
      break;
    case Taken::maximum:
      result = std::max_element(samples.begin(), samples.end(), less)->value;
      break;
    case Taken::area: result = area(samples); break;
    case Taken::time:
      for (const Sample& sample : samples)
        if ((above && sample.value > *above) || (below && sample.value < *below))
          return {sample.time, true};
      return {samples.back().time, false};
  }
  if (std::isnan(result)) return {};
  return {result, true};
}

std::string Endpoint::meaning() const {
  std::string text = to_name(take, taken_names);
  if (above) text += fmt::format(" above {:g}", *above);
  if (below) text += fmt::format(" below {:g}", *below);
  text += fmt::format(" of {}", fmt::join(columns, " + "));
  if (relative) text += ", relative to the start";
  if (from) text += fmt::format(", from day {:g}", *from);
  if (until) text += fmt::format(", until day {:g}", *until);
  if (columns.front().starts_with("islets."))
    text += fmt::format(" ({} of islets)", to_name(islets, reduction_names));
  return text;
}

Json to_json(const Endpoint& endpoint) {
  return Json::Object{{"name", endpoint.name},
                      {"columns", endpoint.columns},
                      {"islets", to_name(endpoint.islets, reduction_names)},
                      {"take", to_name(endpoint.take, taken_names)},
                      {"relative", endpoint.relative},
                      {"from", optional_number(endpoint.from)},
                      {"until", optional_number(endpoint.until)},
                      {"above", optional_number(endpoint.above)},
                      {"below", optional_number(endpoint.below)}};
}

Endpoint endpoint_from_json(const Json& json) {
  Endpoint endpoint;
  endpoint.name = json.at("name").text();
  endpoint.columns = json.at("columns").texts();
  endpoint.islets = from_name<Reduction>(json.at("islets").text(), reduction_names);
  endpoint.take = from_name<Taken>(json.at("take").text(), taken_names);
  endpoint.relative = json.at("relative").boolean();
  endpoint.from = optional_number(json.at("from"));
  endpoint.until = optional_number(json.at("until"));
  endpoint.above = optional_number(json.at("above"));
  endpoint.below = optional_number(json.at("below"));
  return endpoint;
}

}  // namespace isletsim
