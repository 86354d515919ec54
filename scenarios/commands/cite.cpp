// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/cite.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "agents/model.hpp"
#include "io/run_directory.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/publications.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

int run(const CiteOptions& options) {
  const Manifest manifest = read_run_manifest(options.directory);
  const RunPlan plan = plan_of_run(options.directory, manifest, {});
  const auto& disabled = plan.settings.get<MechanismSwitches>("mechanisms").disable;
  const std::set<std::string_view> off(disabled.begin(), disabled.end());

  std::string changed;
  std::vector<std::string> sources;
  for (const ManifestParameter& parameter : manifest.parameters) {
    sources.push_back(parameter.source);
    if (parameter.differs_from_default && !parameter.key.starts_with("scenario.") &&
        !parameter.key.starts_with("output."))
      changed += fmt::format("  {} = {} (default {})\n", parameter.key, parameter.value,
                             parameter.default_value.empty() ? "none" : parameter.default_value);
  }
  for (const Mechanism* mechanism : all_mechanisms())
    if (!off.contains(mechanism->key) && !off.contains(mechanism->group))
      sources.emplace_back(mechanism->source);
  std::vector<std::string> others;
  for (const std::string& reference : plan.settings.get<ScenarioHeader>("scenario").references)
    (publications_of({&reference, 1}).empty() ? others : sources).push_back(reference);

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
  for (const std::string& publication : publications_of(sources))
    print(fmt::format("  {}\n", publication));
  for (const std::string& reference : others) print(fmt::format("  {}\n", reference));
  return exit_code::done;
}

}  // namespace isletsim
