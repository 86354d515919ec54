// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/run_settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "agents/model.hpp"
#include "core/parameters/quantity.hpp"
#include "io/scenario_file.hpp"

namespace isletsim {

namespace {

constexpr double most_frames = 120;
constexpr double most_samples = 20000;

// The shortest round multiple of the exchange interval that gives at most `most` of them.
std::int64_t automatic_multiple(double duration, double exchange, double most) {
  constexpr std::array<std::int64_t, 14> round_numbers{1,  2,  3,  4,   6,   12,  24,
                                                       48, 72, 96, 120, 168, 336, 720};
  for (const std::int64_t multiple : round_numbers) {
    if (duration / (exchange * static_cast<double>(multiple)) <= most) return multiple;
  }
  return static_cast<std::int64_t>(std::ceil(duration / (exchange * most)));
}

}  // namespace

namespace {

Schema make_schema() {
  Schema schema;
  std::set<std::string> switches;
  for (const Mechanism* mechanism : all_mechanisms()) {
    switches.emplace(mechanism->key);
    switches.emplace(mechanism->group);
  }
  add_scenario_sections(schema, {switches.begin(), switches.end()});
  schema.add<RunSettings>("run", "seed, duration and species");
  add_model(schema);
  schema.add<OutputSettings>("output", "what is written, and when");
  return schema;
}

}  // namespace

const Schema& scenario_schema() {
  static const Schema schema = make_schema();
  return schema;
}

OutputSchedule output_schedule(const Settings& settings) {
  const auto run = settings.get<RunSettings>("run");
  const auto output = settings.get<OutputSettings>("output");
  const auto time = settings.get<TimeSettings>("time");
  const std::int64_t exchange = std::llround(time.exchange_interval / time.motility_step);
  std::vector<Fault> faults;

  const auto to_steps = [&](std::string_view key, double minutes) -> std::int64_t {
    const double intervals = minutes / time.exchange_interval;
    if (std::round(intervals) < 1 ||
        std::abs(intervals - std::round(intervals)) > 1e-9 * intervals) {
      faults.push_back(settings.fault_at(
          "output", key, "no whole number of exchange intervals",
          fmt::format("outputs are written at exchanges, every {} min", time.exchange_interval),
          "choose a multiple, or shorten time.exchange_interval"));
    }
    return std::llround(intervals) * exchange;
  };
  const auto interval = [&](std::string_view key, const std::string& text,
                            double most) -> std::int64_t {
    if (text == "auto")
      return exchange * automatic_multiple(run.duration, time.exchange_interval, most);
    return to_steps(key, QuantityUnit("min").parse(text));
  };

  OutputSchedule schedule{
      .sample_every = interval("sample_interval", output.sample_interval, most_samples),
      .frame_every = {},
      .hash_every =
          output.hash_interval == "auto"
              ? exchange
              : to_steps("hash_interval", QuantityUnit("min").parse(output.hash_interval)),
      .checkpoint_every = {},
      .checkpoints_kept = {}};
  if (output.frame_interval != "none") {
    schedule.frame_every = interval("frame_interval", output.frame_interval, most_frames);
  }
  if (output.checkpoint_interval) {
    schedule.checkpoint_every = to_steps("checkpoint_interval", *output.checkpoint_interval);
  }
  for (const double at : output.checkpoint_at) {
    schedule.checkpoints_kept.push_back(at == 0 ? 0 : to_steps("checkpoint_at", at));
  }
  const double intervals = run.duration / time.exchange_interval;
  if (std::abs(intervals - std::round(intervals)) > 1e-9 * intervals || std::round(intervals) < 1) {
    faults.push_back(settings.fault_at(
        "run", "duration", "no whole number of exchange intervals",
        fmt::format("islets and host exchange cells every {} min", time.exchange_interval),
        "choose a multiple, or shorten time.exchange_interval"));
  }
  if (!faults.empty()) throw ConfigError(std::move(faults));
  return schedule;
}

}  // namespace isletsim
