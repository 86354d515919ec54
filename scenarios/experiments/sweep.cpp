// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"
#include "core/parameters/quantity.hpp"
#include "core/state/state_hash.hpp"
#include "io/toml_file.hpp"
#include "scenarios/build_info.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

std::string to_setting(const KeyValue& value) {
  return fmt::format("{}={}", value.key, toml_value(value.value));
}

/// A word of a command, as a shell takes it.
std::string shell_word(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("_-./=:+,@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain && !text.empty()) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + '\'';
}

std::string command_of(const Arm& arm, const Overrides& overrides) {
  std::string command = "isletsim run " + shell_word(arm.scenario);
  for (const std::string& setting : overrides.set) command += " --set " + shell_word(setting);
  for (const std::string& name : overrides.without) command += " --without " + shell_word(name);
  if (overrides.until) command += " --until " + shell_word(*overrides.until);
  return command;
}

ConditionValue to_condition_value(const KeyValue& swept) {
  ConditionValue value{
      .key = swept.key, .value = to_string(swept.value), .number = {}, .unit = "1"};
  if (const auto* whole = std::get_if<std::int64_t>(&swept.value.value)) {
    value.number = static_cast<double>(*whole);
  } else if (const auto* real = std::get_if<double>(&swept.value.value)) {
    value.number = *real;
  } else if (const auto* flag = std::get_if<bool>(&swept.value.value)) {
    value.number = *flag ? 1 : 0;
  } else if (const auto* text = std::get_if<std::string>(&swept.value.value)) {
    try {
      const WrittenQuantity quantity = split_quantity(*text);
      value.number = quantity.number;
      if (!quantity.unit.empty()) value.unit = quantity.unit;
    } catch (const ConfigError&) {  // a text that is no quantity
    }
  }
  return value;
}

/// Stands for all values of a scenario but seed and outputs, wherever they were set.
std::string fingerprint(const Settings& settings) {
  std::string text;
  for (const SettingsSection& section : settings.sections()) {
    if (section.key == "scenario" || section.key == "output") continue;
    for (const Setting& setting : section.settings) {
      if (section.key == "run" && setting.row->declared.key == "seed") continue;
      text += fmt::format("{}.{}={}\n", section.key, setting.row->declared.key,
                          to_string(setting.written));
    }
  }
  return to_string(hash_bytes(std::as_bytes(std::span(text))));
}

/// Gives each fault the place where the sweep says what is wrong.
std::vector<Fault> placed(const ConfigError& error, const Sweep& sweep, const Arm& arm,
                          const std::vector<KeyValue>& values) {
  std::vector<Fault> faults = error.faults();
  for (Fault& fault : faults) {
    if (!fault.file.starts_with("--") && !fault.file.empty()) continue;
    const Place* place = fault.file == "--until"     ? &sweep.until_place
                         : fault.file == "--without" ? &arm.without_place
                                                     : &arm.place;
    if (fault.file == "--set" || fault.file.empty())
      for (const KeyValue& value : values)
        if (value.key == fault.key || value.key.starts_with(fault.key + ".") ||
            fault.key.starts_with(value.key + "."))
          place = &value.place;
    if (place->is_default()) continue;
    fault.file = place->source;
    fault.line = place->line;
  }
  return faults;
}

}  // namespace

const Arm& Sweep::arm_of(std::int64_t condition) const {
  return arms.at(static_cast<std::size_t>(condition - 1) % arms.size());
}

const DesignPoint& Sweep::point_of(std::int64_t condition) const {
  return points.at(static_cast<std::size_t>(condition - 1) / arms.size());
}

std::int64_t Sweep::conditions() const {
  return static_cast<std::int64_t>(arms.size() * points.size());
}

Overrides Sweep::overrides_of(std::int64_t condition) const {
  const Arm& arm = this->arm_of(condition);
  Overrides overrides{.without = arm.without, .until = until};
  for (const KeyValue& value : arm.set) overrides.set.push_back(to_setting(value));
  for (const KeyValue& value : this->point_of(condition))
    overrides.set.push_back(to_setting(value));
  return overrides;
}

std::vector<FileInUse> inputs_of(const Sweep& sweep) {
  std::vector<FileInUse> inputs;
  for (std::size_t arm = 0; arm < sweep.arms.size(); ++arm) {
    Overrides overrides = sweep.overrides_of(static_cast<std::int64_t>(arm) + 1);
    overrides.seed = fmt::format("{}", sweep.first_seed);
    const RunPlan plan = plan_run(sweep.arms[arm].scenario_file.string(), overrides);
    inputs.insert(inputs.end(), plan.inputs.begin(), plan.inputs.end());
  }
  for (const DesignPoint& point : sweep.points)
    for (const KeyValue& value : point)
      if (value.key == "islet.cells") inputs.push_back({to_string(value.value), "a file of cells"});
  return inputs;
}

std::vector<Fault> faults_in(const Sweep& sweep) {
  std::vector<Fault> faults;
  constexpr std::int64_t greatest_seed = std::numeric_limits<std::uint32_t>::max();
  if (sweep.first_seed + sweep.replicates - 1 > greatest_seed)
    faults.push_back({.problem = "seeds beyond the greatest",
                      .value = fmt::format("{}", sweep.first_seed + sweep.replicates - 1),
                      .why = fmt::format("{} is the greatest", greatest_seed),
                      .suggestion = "begin with a smaller seed",
                      .key = "seeds"});
  std::set<std::string> reported;
  const auto is_sound = [&](const Arm& arm, const DesignPoint& point) {
    std::vector<KeyValue> values = arm.set;
    values.insert(values.end(), point.begin(), point.end());
    Overrides overrides{.without = arm.without, .until = sweep.until};
    overrides.seed = fmt::format("{}", sweep.first_seed);
    for (const KeyValue& value : values) overrides.set.push_back(to_setting(value));
    try {
      static_cast<void>(plan_run(arm.scenario_file.string(), overrides));
      return true;
    } catch (const ConfigError& error) {
      for (Fault& fault : placed(error, sweep, arm, values))
        if (reported.insert(to_string(fault)).second) faults.push_back(std::move(fault));
      return false;
    }
  };
  const Arm* example = nullptr;  // a sound one, where there is one
  bool example_is_sound = false;
  for (const Arm& arm : sweep.arms) {
    if (arm.scenario_file.empty()) continue;
    const bool sound = is_sound(arm, sweep.points.front());
    if (example == nullptr || (sound && !example_is_sound)) example = &arm;
    example_is_sound = example_is_sound || sound;
  }
  if (example == nullptr) return faults;
  for (const KeyValue& value : sweep.tried) {
    DesignPoint point = sweep.points.front();
    const auto same = std::find_if(point.begin(), point.end(),
                                   [&](const KeyValue& other) { return other.key == value.key; });
    if (same == point.end())
      point.push_back(value);
    else
      *same = value;
    static_cast<void>(is_sound(*example, point));
  }
  return faults;
}

ResultsPlan results_plan(const Sweep& sweep, Shard shard) {
  ResultsPlan plan;
  plan.first_seed = sweep.first_seed;
  plan.replicates = sweep.replicates;
  plan.shard = shard;
  plan.series = sweep.series_columns;
  std::string conditions;
  for (std::int64_t number = 1; number <= sweep.conditions(); ++number) {
    const Arm& arm = sweep.arm_of(number);
    Condition& condition = plan.conditions.emplace_back();
    condition.arm = arm.name;
    condition.point = (number - 1) / static_cast<std::int64_t>(sweep.arms.size()) + 1;
    condition.command = command_of(arm, sweep.overrides_of(number));
    for (const KeyValue& value : sweep.point_of(number))
      condition.values.push_back(to_condition_value(value));
    conditions += fmt::format("{}: {}\n", arm.name, condition.command);
  }
  std::string endpoints;
  for (const Endpoint& endpoint : sweep.endpoints) {
    plan.endpoints.push_back({endpoint.name, endpoint.event(), endpoint.meaning()});
    endpoints +=
        (endpoints.empty() ? "" : ", ") + write_json(to_json(endpoint), JsonLayout::one_line);
  }
  std::string scenarios;
  for (const Arm& arm : sweep.arms) {
    const RunPlan run =
        plan_run(arm.scenario_file.string(), {.seed = fmt::format("{}", sweep.first_seed)});
    scenarios += (scenarios.empty() ? "" : ", ") + arm.scenario + " " + fingerprint(run.settings);
  }
  const BuildInfo build = build_info();
  plan.definition = {
      {"conditions", to_string(hash_bytes(std::as_bytes(std::span(conditions))))},
      {"endpoints", "[" + endpoints + "]"},
      {"program and build", fmt::format("isletsim {} ({})", build.version, build.git)},
      {"scenarios", scenarios},
      {"series", fmt::format("{} {}", fmt::join(sweep.series_columns, ", "),
                             sweep.series_interval ? fmt::format("{:g} min", *sweep.series_interval)
                                                   : "every exchange")}};
  return plan;
}

Job job_of(const Sweep& sweep, const ResultsPlan& plan, std::int64_t run) {
  const std::int64_t condition = plan.condition_of(run);
  Job job{.run = run,
          .scenario = sweep.arm_of(condition).scenario_file.string(),
          .overrides = sweep.overrides_of(condition),
          .endpoints = sweep.endpoints,
          .series_columns = sweep.series_columns,
          .series_interval = sweep.series_interval};
  job.overrides.seed = fmt::format("{}", plan.seed_of(run));
  return job;
}

}  // namespace isletsim
