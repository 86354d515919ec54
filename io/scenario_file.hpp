// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameters/schema.hpp"
#include "core/parameters/settings.hpp"

namespace isletsim {

/// The table [scenario]: what a scenario says of itself.
struct ScenarioHeader {
  int format;
  std::string extends;  ///< empty once read: what was inherited has been laid under it
  std::string name;     ///< of the file, unless stated
  std::string question;
  std::string known;
  std::vector<std::string> references;

  static ParameterRows<ScenarioHeader> describe();
};

/// The table [mechanisms]: which rules are switched off.
struct MechanismSwitches {
  std::vector<std::string> disable;

  /// `allowed` names the mechanisms and groups that may be switched off.
  static ParameterRows<MechanismSwitches> describe(std::vector<std::string> allowed);
};

/// Adds the tables [scenario] and [mechanisms], which every scenario has.
void add_scenario_sections(Schema& schema, std::vector<std::string> mechanisms_and_groups);

/// What the command line lays over a scenario.
struct Overrides {
  std::vector<std::string> set{};       ///< "parameters.ctl_killing.kill_rate.scale=0.5"
  std::vector<std::string> without{};   ///< mechanisms and groups, added to mechanisms.disable
  std::optional<std::string> until{};   ///< run.duration
  std::optional<std::string> seed{};    ///< run.seed
  std::optional<std::string> frames{};  ///< output.frame_interval
};

/// The file of a scenario: a path (with a slash or ending in .toml), or a bare name that is looked
/// for in `folders`. Throws ConfigError where there is none.
[[nodiscard]] std::filesystem::path find_scenario(
    const std::string& name_or_path, const std::vector<std::filesystem::path>& folders);

/// The bare names of the scenarios in `folders`, sorted.
[[nodiscard]] std::vector<std::string> scenario_names(
    const std::vector<std::filesystem::path>& folders);

/// The files of a scenario: its own, and those that it extends. Throws ConfigError where one cannot
/// be read.
[[nodiscard]] std::vector<std::filesystem::path> scenario_files(
    const std::string& name_or_path, const std::vector<std::filesystem::path>& folders);

/// Reads a scenario with all that it extends, and lays the overrides over it. Throws ConfigError
/// with every fault that was found, each with file, line and key.
[[nodiscard]] Settings read_scenario(const std::string& name_or_path, const Overrides& overrides,
                                     const Schema& schema,
                                     const std::vector<std::filesystem::path>& folders);

/// The effective scenario as TOML: every value stated with its unit, inheriting nothing, with
/// meaning, source and origin in comments. Reading it gives the same values.
[[nodiscard]] std::string write_scenario(const Settings& settings);

}  // namespace isletsim
