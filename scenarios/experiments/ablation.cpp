// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/ablation.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "agents/model.hpp"
#include "core/base/error.hpp"
#include "core/parameters/quantity.hpp"
#include "io/csv.hpp"
#include "scenarios/build_info.hpp"
#include "scenarios/runner/run_plan.hpp"
#include "scenarios/scenario_folder.hpp"
#include "scenarios/text_table.hpp"

namespace isletsim {

namespace {

constexpr const char* baseline_arm = "baseline";

/// Endpoints of the runs of one arm, by seed.
using RunsOfArm = std::map<std::uint32_t, RunResult>;

AblationEffect effect_on(std::size_t endpoint, const EndpointColumn& column,
                         const RunsOfArm& baseline, const RunsOfArm& ablated) {
  std::vector<double> before;
  std::vector<double> after;
  std::vector<double> differences;
  for (const auto& [seed, run] : ablated) {
    const auto other = baseline.find(seed);
    if (other == baseline.end()) continue;
    const auto& with = other->second.endpoints.at(endpoint).value;
    const auto& without = run.endpoints.at(endpoint).value;
    if (!with || !without) continue;
    before.push_back(*with);
    after.push_back(*without);
    differences.push_back(*without - *with);
  }
  AblationEffect effect{.endpoint = column.name,
                        .baseline = std::nan(""),
                        .ablated = std::nan(""),
                        .effect = std::nan(""),
                        .interval = std::nullopt,
                        .relative = 0,
                        .a = 0.5};
  if (differences.empty()) return effect;
  effect.baseline = mean(before);
  effect.ablated = mean(after);
  effect.effect = mean(differences);
  effect.interval = mean_interval(differences);
  effect.a = vargha_delaney_a(after, before);
  const double scale = std::max(std::abs(effect.baseline), std::abs(effect.ablated));
  if (scale > 0) effect.relative = std::abs(effect.effect) / scale;
  return effect;
}

std::string number(double value) { return std::isnan(value) ? "" : shortest_digits(value); }

Json json_number(double value) { return std::isnan(value) ? Json() : Json(value); }

}  // namespace

Sweep ablation_of(const std::string& scenario, std::int64_t seeds,
                  const std::optional<std::string>& until, AblationUnit unit) {
  const RunPlan plan = plan_run(scenario, {.until = until});
  const auto& disabled = plan.settings.get<MechanismSwitches>("mechanisms").disable;
  const std::set<std::string_view> off(disabled.begin(), disabled.end());
  const std::filesystem::path file =
      std::filesystem::absolute(find_scenario(scenario, {scenario_folder()}));

  Sweep sweep;
  sweep.until = until;
  sweep.first_seed = plan.run.seed;
  sweep.replicates = seeds;
  sweep.endpoints = default_endpoints();
  sweep.arms.push_back({.name = baseline_arm, .scenario = scenario, .scenario_file = file});
  std::set<std::string_view> seen;
  for (const Mechanism* mechanism : all_mechanisms()) {
    if (off.contains(mechanism->key) || off.contains(mechanism->group)) continue;
    const std::string_view name = unit == AblationUnit::group ? mechanism->group : mechanism->key;
    if (!seen.insert(name).second) continue;
    sweep.arms.push_back({.name = std::string(name),
                          .scenario = scenario,
                          .scenario_file = file,
                          .without = {std::string(name)}});
  }
  return sweep;
}

double Ablation::rank() const {
  double greatest = 0;
  for (const AblationEffect& effect : effects) greatest = std::max(greatest, effect.relative);
  return greatest;
}

std::vector<Ablation> ablations(const ResultsDatabase& database) {
  const ResultsPlan& plan = database.plan();
  std::map<std::int64_t, RunsOfArm> runs;
  for (RunResult& result : database.results())
    if (!result.failed)
      runs[plan.condition_of(result.run)].emplace(plan.seed_of(result.run), std::move(result));
  const RunsOfArm& baseline = runs[1];
  std::vector<Ablation> ranked;
  for (std::size_t i = 1; i < plan.conditions.size(); ++i) {
    const RunsOfArm& ablated = runs[static_cast<std::int64_t>(i) + 1];
    Ablation& ablation = ranked.emplace_back(
        Ablation{.without = plan.conditions[i].arm, .seeds = 0, .changed = 0, .effects = {}});
    for (const auto& [seed, run] : ablated) {
      const auto other = baseline.find(seed);
      if (other == baseline.end()) continue;
      ++ablation.seeds;
      ablation.changed += run.state_hash != other->second.state_hash ? 1 : 0;
    }
    for (std::size_t k = 0; k < plan.endpoints.size(); ++k)
      ablation.effects.push_back(effect_on(k, plan.endpoints[k], baseline, ablated));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ablation& a, const Ablation& b) {
    return std::pair(a.rank(), a.changed) > std::pair(b.rank(), b.changed);
  });
  return ranked;
}

std::string ablation_table(const std::vector<Ablation>& ranked) {
  TextTable table;
  std::vector<std::string> header{"without"};
  if (!ranked.empty())
    for (const AblationEffect& effect : ranked.front().effects) header.push_back(effect.endpoint);
  table.add(std::move(header));
  std::int64_t inert = 0;
  for (const Ablation& ablation : ranked) {
    if (ablation.changed == 0) {
      ++inert;
      continue;
    }
    std::vector<std::string> line{ablation.without};
    for (const AblationEffect& effect : ablation.effects) {
      std::string cell = std::isnan(effect.effect) ? "-" : fmt::format("{:+.3g}", effect.effect);
      if (effect.interval && effect.effect != 0)
        cell += fmt::format(" [{:.3g}, {:.3g}]", effect.interval->low, effect.interval->high);
      line.push_back(std::move(cell));
    }
    table.add(std::move(line));
  }
  std::string text = table.to_string();
  if (inert > 0)
    text += fmt::format("and {} without which every run was the same to the last bit\n", inert);
  return text + "change of the mean within seeds, with 95 % interval (Student)\n";
}

std::string ablation_csv(const std::vector<Ablation>& ranked, const ResultsDatabase& database,
                         const std::string& command) {
  const BuildInfo build = build_info();
  const ResultsPlan& plan = database.plan();
  std::string csv;
  append_csv_comment(csv, fmt::format("isletsim {} ({})", build.version, build.git));
  append_csv_comment(csv, fmt::format("results epoch {}", build.results_epoch));
  append_csv_comment(csv, command);
  append_csv_comment(csv,
                     fmt::format("seeds {} to {}", plan.first_seed, plan.seed_of(plan.runs())));
  append_csv_row(csv, std::vector<std::string>{"rank", "without", "seeds", "changed", "endpoint",
                                               "baseline", "ablated", "effect", "effect_low",
                                               "effect_high", "relative", "a"});
  std::int64_t rank = 0;
  for (const Ablation& ablation : ranked) {
    ++rank;
    for (const AblationEffect& effect : ablation.effects) {
      append_csv_row(
          csv, std::vector<std::string>{
                   fmt::format("{}", rank), ablation.without, fmt::format("{}", ablation.seeds),
                   fmt::format("{}", ablation.changed), effect.endpoint, number(effect.baseline),
                   number(effect.ablated), number(effect.effect),
                   effect.interval ? number(effect.interval->low) : "",
                   effect.interval ? number(effect.interval->high) : "", number(effect.relative),
                   number(effect.a)});
    }
  }
  return csv;
}

Json ablation_json(const std::vector<Ablation>& ranked) {
  Json::Array all;
  for (const Ablation& ablation : ranked) {
    Json::Array effects;
    for (const AblationEffect& effect : ablation.effects)
      effects.push_back(Json::Object{
          {"endpoint", effect.endpoint},
          {"baseline", json_number(effect.baseline)},
          {"ablated", json_number(effect.ablated)},
          {"effect", json_number(effect.effect)},
          {"interval", effect.interval
                           ? Json(Json::Array{effect.interval->low, effect.interval->high})
                           : Json()},
          {"relative", effect.relative},
          {"a", effect.a}});
    all.push_back(Json::Object{{"without", ablation.without},
                               {"seeds", ablation.seeds},
                               {"changed", ablation.changed},
                               {"effects", effects}});
  }
  return all;
}

}  // namespace isletsim
