// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/scenario_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/base/error.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr int known_format = 1;
constexpr std::string_view extension = ".toml";
constexpr const char* format_key = "scenario.format";
constexpr const char* extends_key = "scenario.extends";
constexpr const char* name_key = "scenario.name";

/// Closes a file when it goes out of scope.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string_view kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

/// Offset of the first byte that is not text in UTF-8: a wrong sequence, or a control character
/// other than tab and line end; npos if there is none.
std::size_t find_non_text(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i);
    if (first < 0x80) {
      if ((first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7f)
        return i;
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xc0) != 0x80) return i;
    const unsigned char second = byte(i + 1);
    const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool surrogate = first == 0xed && second >= 0xa0;
    const bool too_large = first == 0xf4 && second >= 0x90;
    if (overlong || surrogate || too_large) return i;
    i += length;
  }
  return std::string_view::npos;
}

int line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(),
                                         text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// The text of a scenario file. Throws ConfigError where it is no regular text file of at most 1
/// MiB.
std::string read_text(const std::string& path) {
  const auto fail = [&](std::string problem, std::string why, std::string suggestion,
                        int line = 0) {
    throw ConfigError(Fault{.problem = std::move(problem),
                            .why = std::move(why),
                            .suggestion = std::move(suggestion),
                            .file = path,
                            .line = line});
  };
  const auto check_kind = [&](const struct stat& status) {
    if (!S_ISREG(status.st_mode))
      fail("not a scenario file", fmt::format("it is {}", kind_of_file(status.st_mode)),
           "name a TOML file");
    if (static_cast<std::size_t>(status.st_size) > largest_scenario)
      fail("file too large", fmt::format("{} bytes; at most 1 MiB", status.st_size),
           "name a scenario file");
  };
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    fail(errno == ENOENT ? "no such file" : "file cannot be read", std::strerror(errno),
         "check the path");
  check_kind(status);  // before opening: to open a device may act on it
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
    fail("file cannot be read", std::strerror(errno), "check its permissions");
  check_kind(status);
  std::string text(largest_scenario + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(file.get(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("file cannot be read", std::strerror(errno), "check the disk");
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  if (size > largest_scenario) fail("file too large", "at most 1 MiB", "name a scenario file");
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    fail("empty file", "a scenario begins with [scenario]", "see 'isletsim new'");
  if (const std::size_t offset = find_non_text(text); offset != std::string::npos)
    fail("not a text file",
         fmt::format("byte 0x{:02x} is no UTF-8 text", static_cast<unsigned char>(text[offset])),
         "name a TOML file in UTF-8", line_at(text, offset));
  return text;
}

toml::table parse_toml(const std::string& text, const std::string& source) {
  try {
    return toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    throw ConfigError(
        Fault{.problem = "TOML syntax error",
              .why = std::string(error.description()),
              .suggestion = fmt::format("look at column {}", error.source().begin.column),
              .file = source,
              .line = static_cast<int>(error.source().begin.line)});
  }
}

WrittenValue to_written(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* whole = node.as_integer()) return whole->get();
  if (const auto* real = node.as_floating_point()) return real->get();
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* array = node.as_array()) {
    std::vector<WrittenValue> values;
    for (const toml::node& value : *array) values.push_back(to_written(value));
    return values;
  }
  std::ostringstream text;  // a date or a time, or a table in a list of values: no row takes these
  node.visit([&](const auto& value) { text << value; });
  return text.str();
}

std::string join_key(const std::string& prefix, std::string_view key) {
  return prefix.empty() ? std::string(key) : fmt::format("{}.{}", prefix, key);
}

bool is_list_of_tables(const toml::node& node) {
  const auto* array = node.as_array();
  return array != nullptr && !array->empty() && array->is_homogeneous<toml::table>();
}

/// Adds a node and all below it to a layer, under dotted keys.
void flatten(const toml::node& node, const std::string& key, const Place& place,
             ScenarioLayer& layer) {
  const auto place_of = [&](const toml::source_region& region) {
    return place.line == 0 ? place : Place{place.source, static_cast<int>(region.begin.line)};
  };
  if (is_list_of_tables(node)) {
    const auto& tables = *node.as_array();
    for (std::size_t i = 0; i < tables.size(); ++i)
      flatten(tables[i], Settings::list_key(key, i), place_of(tables[i].source()), layer);
  } else if (const auto* table = node.as_table()) {
    if (!key.empty()) layer.tables.push_back({key, place});
    for (const auto& [child_key, child] : *table)
      flatten(child, join_key(key, child_key.str()), place_of(child_key.source()), layer);
  } else {
    layer.assignments.push_back({key, to_written(node), place});
  }
}

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
    ScenarioLayer layer;
    layer.place.source = source;
    const toml::table document = parse_toml(read_text(source), source);
    flatten(document, {}, {source, 1}, layer);
    this->check_format(layer);
    chain_.push_back(canonical);
    if (const auto extends = find_key(layer, extends_key); extends != layer.assignments.end()) {
      this->read_parent(path, *extends);
      layer.assignments.erase(extends);  // done: nothing is left to inherit
    }
    layers_.push_back(std::move(layer));
  }

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
  std::vector<fs::path> chain_;  ///< files that are being read, for cycles
  std::vector<ScenarioLayer> layers_;
  std::vector<Fault> faults_;
};

/// A value given on the command line: TOML if it can be read as such, otherwise text.
void flatten_argument(const std::string& key, const std::string& text, const Place& place,
                      ScenarioLayer& layer) {
  if (text.find_first_of("\r\n") == std::string::npos) {
    try {
      const toml::table parsed = toml::parse("value = " + text);
      flatten(*parsed.get("value"), key, place, layer);
      return;
    } catch (const toml::parse_error&) {  // not TOML: a text
    }
  }
  layer.assignments.push_back({key, text, place});
}

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
    flatten_argument(setting.substr(0, key_end + 1), setting.substr(equals + 1), {"--set"}, layer);
  }
  for (const std::string& mechanism : overrides.without)
    if (check_text(mechanism, "--without"))
      layer.assignments.push_back(
          {"mechanisms.disable", list(mechanism), {"--without"}, /*appends=*/true});
  const auto add = [&](const std::optional<std::string>& value, const char* key,
                       const char* option) {
    if (value && check_text(*value, option)) flatten_argument(key, *value, {option}, layer);
  };
  add(overrides.until, "run.duration", "--until");
  add(overrides.seed, "run.seed", "--seed");
  add(overrides.frames, "output.frame_interval", "--frames");
  return layer;
}

// --- writing

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      quoted += {'\\', c};
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (c == '\r')
      quoted += "\\r";
    else
      quoted += c;
  }
  return quoted + '"';
}

std::string toml_value(const WrittenValue& written) {
  if (const auto* text = std::get_if<std::string>(&written.value)) return toml_text(*text);
  if (const auto* real = std::get_if<double>(&written.value)) {
    const std::string digits = shortest_digits(*real);
    return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
  }
  if (const auto* values = std::get_if<std::vector<WrittenValue>>(&written.value)) {
    std::string text = "[";
    for (const WrittenValue& value : *values) {
      if (text.size() > 1) text += ", ";
      text += toml_value(value);
    }
    return text + "]";
  }
  return to_string(written);
}

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
