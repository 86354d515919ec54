// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "core/parameters/parameter.hpp"
#include "core/parameters/quantity.hpp"

namespace isletsim {

/// A parameter in its place in the schema.
struct SchemaRow {
  ParameterRow declared;
  std::optional<QuantityUnit> unit;  ///< of quantities and lists of them
  std::string molar_mass_section;    ///< whose `molar_mass` turns mass into amount; may be empty

  /// Whether the value of a parameter is written with a unit.
  [[nodiscard]] bool has_unit() const { return unit && !unit->dimensionless(); }
  /// The default as written; nothing where the parameter is required.
  [[nodiscard]] std::optional<WrittenValue> default_for(Species species) const;

  /// Turns a written value into one that the model uses: checks type, unit and choices, not the
  /// limits. Throws ConfigError, without a place.
  [[nodiscard]] Value interpret(const WrittenValue& written,
                                std::optional<double> molar_mass = std::nullopt) const;
  /// Checks a value against the limits. Throws ConfigError, without a place.
  void check_limits(const WrittenValue& written, const Value& value,
                    std::optional<double> molar_mass = std::nullopt) const;
  /// The limits in words: "between 3e-4 1/min and 1e-2 1/min", "mouse or human"; empty if any value
  /// is allowed.
  [[nodiscard]] std::string limits_in_words() const;
};

/// A table of a scenario, or the pattern of a list of tables.
struct SchemaSection {
  std::string key;  ///< "parameters.ctl_killing"
  std::string doc;  ///< one line
  bool is_list;     ///< [[treatment]]: any number of them
  std::type_index structure;
  std::vector<SchemaRow> rows;

  [[nodiscard]] const SchemaRow* find(std::string_view row_key) const;
};

/// Everything that a scenario may say. Sections are listed and written in the order in which they
/// are added.
class Schema {
 public:
  /// Adds the table `key`, read into a Structure. Throws InternalError where a declaration is
  /// wrong: a default that cannot be read or is out of its own limits, a missing source, a key
  /// twice. A factor (a table with the row `molar_mass`) is added before the rows that are
  /// `of_factor`.
  template <class Structure>
  void add(std::string key, std::string doc,
           ParameterRows<Structure> rows = Structure::describe()) {
    this->add_section(std::move(key), std::move(doc), false, typeid(Structure),
                      std::move(rows.rows));
  }

  /// Adds a list of tables, each read into a Structure.
  template <class Structure>
  void add_list(std::string key, std::string doc,
                ParameterRows<Structure> rows = Structure::describe()) {
    this->add_section(std::move(key), std::move(doc), true, typeid(Structure),
                      std::move(rows.rows));
  }

  [[nodiscard]] const std::vector<std::shared_ptr<const SchemaSection>>& sections() const {
    return sections_;
  }
  /// nullptr if there is none.
  [[nodiscard]] std::shared_ptr<const SchemaSection> find(std::string_view key) const;

 private:
  void add_section(std::string key, std::string doc, bool is_list, std::type_index structure,
                   std::vector<ParameterRow> rows);
  [[nodiscard]] std::optional<double> default_molar_mass(const SchemaSection& section,
                                                         const SchemaRow& row,
                                                         Species species) const;
  void check_defaults(const SchemaSection& section, const SchemaRow& row) const;

  std::vector<std::shared_ptr<const SchemaSection>> sections_;
};

/// The row that holds a factor's molar mass [kDa]; 0 where the factor has none.
inline constexpr std::string_view molar_mass_row = "molar_mass";
[[nodiscard]] std::optional<double> usable_molar_mass(double molar_mass);

}  // namespace isletsim
