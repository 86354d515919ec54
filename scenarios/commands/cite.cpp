// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/cite.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "agents/model.hpp"
#include "io/run_directory.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

/// Adds the publications that a source names, which semicolons part; not what is assumed or chosen.
void add_publications(std::string_view source, std::set<std::string>& publications) {
  while (!source.empty()) {
    const std::size_t end = source.find(';');
    std::string_view one = source.substr(0, end);
    source = end == std::string_view::npos ? "" : source.substr(end + 1);
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    // A publication has a year of four digits.
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    int digits = 0;
    bool year = false;
    for (const char c : one) {
      digits = is_digit(c) ? digits + 1 : 0;
      year = year || digits == 4;
    }
    if (year && !one.starts_with("assumed")) publications.emplace(one);
  }
}

}  // namespace

int run(const CiteOptions& options) {
  const Manifest manifest = read_run_manifest(options.directory);
  const RunPlan plan = plan_from_file(options.directory / "scenario.toml", {});
  const auto& disabled = plan.settings.get<MechanismSwitches>("mechanisms").disable;
  const std::set<std::string_view> off(disabled.begin(), disabled.end());

  std::string changed;
  std::set<std::string> publications;
  for (const ManifestParameter& parameter : manifest.parameters) {
    add_publications(parameter.source, publications);
    if (parameter.differs_from_default && !parameter.key.starts_with("scenario.") &&
        !parameter.key.starts_with("output."))
      changed += fmt::format("  {} = {} (default {})\n", parameter.key, parameter.value,
                             parameter.default_value.empty() ? "none" : parameter.default_value);
  }
  for (const Mechanism* mechanism : all_mechanisms())
    if (!off.contains(mechanism->key) && !off.contains(mechanism->group))
      add_publications(mechanism->source, publications);
  for (const std::string& reference : plan.settings.get<ScenarioHeader>("scenario").references)
    publications.insert(reference);

  print(fmt::format(
      "Methods\n"
      "  Simulated with isletsim {} ({}; {}), scenario {}, seed {}, {:g} days; the state at the\n"
      "  end has the hash {}. The scenario's hash is {}.\n\n",
      manifest.version, manifest.git_state, manifest.compiler, manifest.scenario, manifest.seed,
      manifest.simulated_days, manifest.state_hash, manifest.scenario_hash));
  if (!changed.empty()) print("Values other than the defaults\n" + changed + '\n');
  print(
      fmt::format("BibTeX\n@software{{isletsim,\n  author = {{{{The isletsim developers}}}},\n"
                  "  title = {{isletsim}},\n  version = {{{}}},\n  note = {{commit {}}}\n}}\n\n",
                  manifest.version, manifest.git_state));
  print("Sources of the rules and numbers used\n");
  for (const std::string& publication : publications) print(fmt::format("  {}\n", publication));
  return exit_code::done;
}

}  // namespace isletsim
