// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/scenario_file.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/toml_file.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr int known_format = 1;
constexpr std::string_view extension = ".toml";
constexpr const char* format_key = "scenario.format";
constexpr const char* extends_key = "scenario.extends";
constexpr const char* name_key = "scenario.name";

/// The assignment of a key in a layer.
auto find_key(const ScenarioLayer& layer, std::string_view key) {
  return std::find_if(layer.assignments.begin(), layer.assignments.end(),
                      [&](const Assignment& assignment) { return assignment.key == key; });
}

bool path_exists(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// One path for one file, whatever links lead to it.
fs::path identity(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::canonical(path, error);
  return error ? path : canonical;
}

bool is_path(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.ends_with(extension);
}

/// Reads a file and all that it extends: the layers, the farthest ancestor first.
class LayerReader {
 public:
  explicit LayerReader(const std::vector<fs::path>& folders) : folders_(folders) {}

  void read(const fs::path& path) {
    const std::string source = path.string();
    const fs::path canonical = identity(path);
    ScenarioLayer layer = read_toml_file(source, "scenario");
    this->check_format(layer);
    chain_.push_back(canonical);
    if (const auto extends = find_key(layer, extends_key); extends != layer.assignments.end()) {
      this->read_parent(path, *extends);
      layer.assignments.erase(extends);  // done: nothing is left to inherit
    }
    layers_.push_back(std::move(layer));
  }

  [[nodiscard]] const std::vector<fs::path>& files() const { return chain_; }
  [[nodiscard]] std::vector<ScenarioLayer>& layers() { return layers_; }
  [[nodiscard]] std::vector<Fault>& faults() { return faults_; }

 private:
  static Fault at(const Place& place, const char* key, Fault fault) {
    fault.file = place.source;
    fault.line = place.line;
    fault.key = key;
    return fault;
  }

  void check_format(const ScenarioLayer& layer) {
    const auto format = find_key(layer, format_key);
    const std::string suggestion = fmt::format("write format = {} in [scenario]", known_format);
    if (format == layer.assignments.end())
      faults_.push_back(at(layer.place, format_key,
                           {.problem = "missing key",
                            .value = "format",
                            .why = "every scenario file states its format",
                            .suggestion = suggestion}));
    else if (format->value != WrittenValue(known_format))
      throw ConfigError(at(format->place, format_key,
                           {.problem = "unknown format",
                            .value = to_string(format->value),
                            .why = fmt::format("this program reads format {}", known_format),
                            .suggestion = suggestion}));
  }

  void read_parent(const fs::path& child, const Assignment& extends) {
    const auto fail = [&](Fault fault) {
      throw ConfigError(at(extends.place, extends_key, std::move(fault)));
    };
    const auto* name = std::get_if<std::string>(&extends.value.value);
    if (name == nullptr)
      fail({.problem = "wrong type",
            .value = to_string(extends.value),
            .why = "a text expected",
            .suggestion = "write it as in extends = \"nod_mouse\""});
    if (name->empty()) return;
    const std::string file = is_path(*name) ? *name : *name + std::string(extension);
    fs::path parent = child.parent_path() / file;
    for (const fs::path& folder : folders_) {
      if (path_exists(parent)) break;
      parent = folder / file;
    }
    if (!path_exists(parent)) {
      std::vector<fs::path> places = folders_;
      places.push_back(child.has_parent_path() ? child.parent_path() : fs::path("."));
      const std::string nearest = nearest_spelling(*name, scenario_names(places));
      fail({.problem = "no such scenario",
            .value = *name,
            .why = "neither beside this file nor in the scenario folder",
            .suggestion = nearest.empty() ? "'isletsim list scenarios' names all"
                                          : fmt::format("did you mean '{}'?", nearest)});
    }
    const fs::path canonical = identity(parent);
    if (const auto begin = std::find(chain_.begin(), chain_.end(), canonical);
        begin != chain_.end()) {
      std::string cycle;
      for (auto step = begin; step != chain_.end(); ++step) cycle += step->stem().string() + " → ";
      fail({.problem = "cycle of extends",
            .value = cycle + canonical.stem().string(),
            .why = "a scenario cannot inherit from itself",
            .suggestion = "take one 'extends' out"});
    }
    this->read(parent);
  }

  const std::vector<fs::path>& folders_;
  std::vector<fs::path> chain_;  ///< files that were read, the scenario first
  std::vector<ScenarioLayer> layers_;
  std::vector<Fault> faults_;
};

ScenarioLayer layer_of(const Overrides& overrides, std::vector<Fault>& faults) {
  ScenarioLayer layer;
  const auto check_text = [&](const std::string& text, const char* option) {
    if (find_non_text(text) == std::string::npos) return true;
    faults.push_back({.problem = "not a text",
                      .why = "bytes that are no UTF-8 text",
                      .suggestion = "write it in UTF-8",
                      .file = option});
    return false;
  };
  for (const std::string& setting : overrides.set) {
    if (!check_text(setting, "--set")) continue;
    const std::size_t equals = setting.find('=');
    const auto key_end = setting.find_last_not_of(" \t", equals == 0 ? 0 : equals - 1);
    if (equals == std::string::npos || equals == 0 || key_end == std::string::npos) {
      faults.push_back({.problem = "not a setting",
                        .value = setting,
                        .why = "key=value expected",
                        .suggestion = "write it as in --set run.seed=7",
                        .file = "--set"});
      continue;
    }
    add_argument(setting.substr(0, key_end + 1), setting.substr(equals + 1), {"--set"}, layer);
  }
  for (const std::string& mechanism : overrides.without)
    if (check_text(mechanism, "--without"))
      layer.assignments.push_back(
          {"mechanisms.disable", list(mechanism), {"--without"}, /*appends=*/true});
  const auto add = [&](const std::optional<std::string>& value, const char* key,
                       const char* option) {
    if (value && check_text(*value, option)) add_argument(key, *value, {option}, layer);
  };
  add(overrides.until, "run.duration", "--until");
  add(overrides.seed, "run.seed", "--seed");
  add(overrides.frames, "output.frame_interval", "--frames");
  return layer;
}

// --- writing

/// Text that may stand in a comment, whatever the name of a file holds.
std::string comment(std::string text) {
  for (std::size_t bad = find_non_text(text); bad != std::string::npos; bad = find_non_text(text))
    text[bad] = '?';
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

}  // namespace

ParameterRows<ScenarioHeader> ScenarioHeader::describe() {
  const std::string source = "stated by the author of the scenario";
  return parameters(
      row("format", &ScenarioHeader::format, known_format, range(known_format, known_format),
          source, "format of the file"),
      row("extends", &ScenarioHeader::extends, "", source,
          "name or path of the scenario whose values it inherits"),
      row("name", &ScenarioHeader::name, "", source, "name of the scenario; usually of its file"),
      row("question", &ScenarioHeader::question, "", source, "what it is run to find out"),
      row("known", &ScenarioHeader::known, "", source, "what is known of the answer"),
      row("references", &ScenarioHeader::references, list(), source, "where that is published"));
}

ParameterRows<MechanismSwitches> MechanismSwitches::describe(std::vector<std::string> allowed) {
  return parameters(row("disable", &MechanismSwitches::disable, list(), choice(std::move(allowed)),
                        "stated by the author of the scenario",
                        "mechanisms and groups that are switched off"));
}

void add_scenario_sections(Schema& schema, std::vector<std::string> mechanisms_and_groups) {
  schema.add<ScenarioHeader>("scenario", "what the scenario is about");
  schema.add<MechanismSwitches>("mechanisms", "which rules are switched off",
                                MechanismSwitches::describe(std::move(mechanisms_and_groups)));
}

std::vector<std::string> scenario_names(const std::vector<fs::path>& folders) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == extension && entry.is_regular_file(ignored))
        names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

fs::path find_scenario(const std::string& name_or_path, const std::vector<fs::path>& folders) {
  if (is_path(name_or_path)) return name_or_path;
  for (const fs::path& folder : folders) {
    const fs::path path = folder / (name_or_path + std::string(extension));
    if (path_exists(path)) return path;
  }
  if (!name_or_path.empty() && path_exists(name_or_path)) return name_or_path;
  const std::string nearest = nearest_spelling(name_or_path, scenario_names(folders));
  throw ConfigError(Fault{.problem = "no such scenario",
                          .value = name_or_path,
                          .why = "it is neither a file nor in the scenario folder",
                          .suggestion = nearest.empty()
                                            ? "'isletsim list scenarios' names all"
                                            : fmt::format("did you mean '{}'?", nearest)});
}

std::vector<fs::path> scenario_files(const std::string& name_or_path,
                                     const std::vector<fs::path>& folders) {
  LayerReader reader(folders);
  reader.read(find_scenario(name_or_path, folders));
  return reader.files();
}

Settings read_scenario(const std::string& name_or_path, const Overrides& overrides,
                       const Schema& schema, const std::vector<fs::path>& folders) {
  const fs::path path = find_scenario(name_or_path, folders);
  LayerReader reader(folders);
  reader.read(path);
  std::vector<ScenarioLayer>& layers = reader.layers();
  // A scenario's name is its own, never inherited.
  ScenarioLayer& own = layers.back();
  if (find_key(own, name_key) == own.assignments.end())
    own.assignments.push_back({name_key, path.stem().string(), own.place});

  std::vector<Fault>& faults = reader.faults();
  layers.push_back(layer_of(overrides, faults));
  try {
    Settings settings(schema, layers);
    if (faults.empty()) return settings;
  } catch (const ConfigError& error) {
    faults.insert(faults.end(), error.faults().begin(), error.faults().end());
  }
  throw ConfigError(std::move(faults));
}

std::string write_scenario(const Settings& settings) {
  std::string text =
      "# The effective scenario: every value that is used, inheriting nothing.\n"
      "# Above each value its meaning and source, behind it where it was set.\n";
  for (const SettingsSection& section : settings.sections()) {
    if (section.settings.empty()) continue;
    const std::string& key = section.schema->key;
    text +=
        fmt::format("\n{}  # {}\n",
                    section.schema->is_list ? fmt::format("[[{}]]", key) : fmt::format("[{}]", key),
                    comment(section.schema->doc));
    for (const Setting& setting : section.settings) {
      const ParameterRow& declared = setting.row->declared;
      text += fmt::format("# {}", comment(declared.meaning));
      if (const std::string limits = setting.row->limits_in_words();
          !limits.empty() && declared.kind != ParameterKind::text_list)
        text += fmt::format("; {}", comment(limits));
      text += fmt::format("; {}\n{} = {}  # {}\n", comment(declared.source), declared.key,
                          toml_value(setting.written), comment(settings.origin(setting)));
    }
  }
  return text;
}

}  // namespace isletsim
