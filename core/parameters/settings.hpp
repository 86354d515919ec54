// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "core/base/error.hpp"
#include "core/parameters/schema.hpp"

namespace isletsim {

/// Where something was said: a file and a line, or "--set".
struct Place {
  std::string source{};  ///< empty: nowhere, it is the default
  int line = 0;          ///< from 1; 0 where there is none

  [[nodiscard]] bool is_default() const { return source.empty(); }
};

/// One value that a scenario states.
struct Assignment {
  std::string key;  ///< "parameters.ctl_killing.kill_rate", with ".scale" to scale what is
                    ///< inherited; "treatment.2.dose" for the second table of a list
  WrittenValue value;
  Place place{};
  bool appends = false;  ///< adds its texts to a list of texts instead of replacing it
};

/// A table that a scenario opens: "parameters.ctl_killing", "treatment.2".
struct OpenedTable {
  std::string key;
  Place place{};
};

/// What one file, or the command line, says. Later layers go over earlier ones: tables merge key by
/// key; a layer that opens tables of a list replaces the whole list.
struct ScenarioLayer {
  Place place{};  ///< the file; none for the command line
  std::vector<OpenedTable> tables{};
  std::vector<Assignment> assignments{};
};

/// The value of one parameter in a run.
struct Setting {
  const SchemaRow* row;
  WrittenValue written;  ///< what fixes the value: read again, it gives the same bits
  Value value;           ///< in native units
  Place place{};         ///< where it was set
};

/// The values of one table.
struct SettingsSection {
  std::string key;  ///< of a list "treatment.1", "treatment.2"…
  std::shared_ptr<const SchemaSection> schema;
  Place place{};  ///< where a table of a list begins
  std::vector<Setting> settings{};

  [[nodiscard]] const Setting* find(std::string_view row_key) const;
};

/// A value that is not the default.
struct Difference {
  std::string key;
  std::string value;
  std::string default_value;  ///< empty where there is none
  std::string set_by;         ///< "nod_mouse.toml:12", "--set"
};

/// A scenario with a value for every parameter of the schema.
class Settings {
 public:
  /// Lays layers over the defaults. Throws ConfigError with every fault of every layer, in
  /// the order of layers and lines.
  Settings(const Schema& schema, const std::vector<ScenarioLayer>& layers);

  /// The values of a table, or of one table of a list ("treatment.1"). Throws InternalError where
  /// the schema has no such table or it holds another structure.
  template <class Structure>
  [[nodiscard]] Structure get(std::string_view section) const {
    Structure bound{};
    this->bind(section, typeid(Structure), &bound);
    return bound;
  }

  /// The tables of a list, in their order.
  template <class Structure>
  [[nodiscard]] std::vector<Structure> get_list(std::string_view section) const {
    std::vector<Structure> bound(this->list_size(section));
    for (std::size_t i = 0; i < bound.size(); ++i)
      this->bind(list_key(section, i), typeid(Structure), &bound[i]);
    return bound;
  }

  /// Key of the table `index`, from 0, of a list: list_key("treatment", 0) is "treatment.1".
  [[nodiscard]] static std::string list_key(std::string_view section, std::size_t index);
  [[nodiscard]] std::size_t list_size(std::string_view section) const;

  [[nodiscard]] Species species() const { return species_; }
  /// Every table, in the order of the schema.
  [[nodiscard]] std::span<const SettingsSection> sections() const { return sections_; }
  /// The setting of a full key such as "run.seed"; nullptr if there is none.
  [[nodiscard]] const Setting* find(std::string_view key) const;

  /// A fault in a value that is wrong only in the light of others, with the place where it was set.
  [[nodiscard]] Fault fault_at(std::string_view section, std::string_view row, std::string problem,
                               std::string why, std::string suggestion) const;
  /// Where a value comes from, in words: "default", "default for mouse", "nod_mouse.toml:12",
  /// "--set".
  [[nodiscard]] std::string origin(const Setting& setting) const;
  /// Every value that is not the default, and every value of a table of a list.
  [[nodiscard]] std::vector<Difference> differences_from_defaults() const;

  /// Gives a parameter another value, which `place` explains. Throws InternalError where there is
  /// no such key, ConfigError where it cannot have that value.
  void set(std::string_view key, const WrittenValue& value, Place place);

  /// Whether all values are the same, wherever they were set.
  [[nodiscard]] bool same_values(const Settings& other) const;

 private:
  void bind(std::string_view section, std::type_index structure, void* bound) const;
  [[nodiscard]] const SettingsSection* find_section(std::string_view key) const;

  Species species_ = Species::mouse;
  std::vector<SettingsSection> sections_;
};

}  // namespace isletsim
