// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/cell_table.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/parameters/quantity.hpp"
#include "core/space/lattice.hpp"
#include "io/csv.hpp"
#include "io/series.hpp"

namespace isletsim {

namespace {

constexpr const char* position_column = "position";
constexpr const char* site_column = "site";
constexpr const char* id_column = "id";

std::string name_of(const AnyColumn& column, std::size_t component) {
  const ColumnInfo& info = column.info();
  if (info.components == 1) return series_name(info.name, info.unit);
  const bool named = component < info.component_names.size();
  return series_name(
      fmt::format("{} {}", info.name,
                  named ? info.component_names[component] : fmt::format("{}", component + 1)),
      info.unit);
}

bool is_listed(const AnyColumn& column) {
  return column.info().shown && column.info().name != position_column &&
         column.info().name != id_column;
}

/// Calls `visit` with each population of an islet.
template <class Visit>
void for_each_population(const StateSection& section, Visit visit) {
  for (Table* table : section.tables)
    if (table->axis() == Axis::cells) visit(*table);
}

const Lattice& sites_of(const StateSection& section) {
  for (const Table* table : section.tables)
    if (table->axis() == Axis::sites) return *table->lattice();
  throw InternalError("an islet without sites");
}

Vector3 position_of(Table& population, const Lattice& sites, std::size_t row) {
  if (const AnyColumn* position = population.find(position_column))
    return {position->value(row, 0), position->value(row, 1), position->value(row, 2)};
  const AnyColumn* site = population.find(site_column);
  ISLETSIM_VALIDATE(site != nullptr, population.name());
  return sites.position(static_cast<std::uint32_t>(site->value(row)));
}

std::string text_of(const AnyColumn& column, std::size_t row, std::size_t component) {
  const double value = column.value(row, component);
  for (const Label& label : column.info().labels)
    if (static_cast<double>(label.value) == value) return label.name;
  return shortest_digits(value);
}

}  // namespace

CellTable::CellTable(CellTableKind kind, std::span<const StateSection> sections) : kind_(kind) {
  if (kind == CellTableKind::tracks) return;
  for (const StateSection& section : sections) {
    if (section.owner == 0) continue;
    for_each_population(section, [&](Table& population) {
      for (const AnyColumn* column : population.columns()) {
        if (!is_listed(*column)) continue;
        for (std::size_t i = 0; i < column->info().components; ++i) {
          const std::string name = name_of(*column, i);
          if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
        }
      }
    });
  }
}

std::string CellTable::header() const {
  std::vector<std::string> columns{"time_day", "islet", "type", "id", "x_um", "y_um", "z_um"};
  columns.insert(columns.end(), names_.begin(), names_.end());
  std::string line;
  append_csv_row(line, columns);
  return line;
}

std::string CellTable::rows(double time_day, std::span<const StateSection> sections) const {
  std::string lines;
  std::vector<std::string> fields;
  for (const StateSection& section : sections) {
    if (section.owner == 0) continue;
    const Lattice& sites = sites_of(section);
    for_each_population(section, [&](Table& population) {
      if (kind_ == CellTableKind::tracks && population.find(position_column) == nullptr) return;
      // Storage order means nothing: rows stand by id.
      const auto ids = population.ids();
      std::vector<std::size_t> order(population.rows());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::sort(order.begin(), order.end(),
                [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
      // Where each column of the table is found: nothing where this population lacks it.
      std::vector<std::pair<const AnyColumn*, std::size_t>> found(names_.size(), {nullptr, 0});
      for (const AnyColumn* column : population.columns()) {
        if (!is_listed(*column)) continue;
        for (std::size_t i = 0; i < column->info().components; ++i) {
          const auto name = std::find(names_.begin(), names_.end(), name_of(*column, i));
          if (name != names_.end())
            found[static_cast<std::size_t>(name - names_.begin())] = {column, i};
        }
      }
      for (const std::size_t row : order) {
        const Vector3 at = position_of(population, sites, row);
        fields = {shortest_digits(time_day), fmt::format("{}", section.owner),
                  population.name(),         fmt::format("{}", ids[row]),
                  shortest_digits(at[0]),    shortest_digits(at[1]),
                  shortest_digits(at[2])};
        for (const auto& [column, component] : found)
          fields.push_back(column == nullptr ? "" : text_of(*column, row, component));
        append_csv_row(lines, fields);
      }
    });
  }
  return lines;
}

}  // namespace isletsim
