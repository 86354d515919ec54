// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "tests/scenarios/exercise.hpp"

namespace isletsim {

/// Sums over the hours of a run of all that it shows, by name: `table.column` and
/// `table.column.component` are sums over rows, `table.column=label` counts rows, `table.cells`
/// rows; `table.path` is what cells moved from hour to hour [µm], `table.inside` counts those in
/// the islet.
using Observables = std::map<std::string, double>;

namespace detail {

using Positions = std::map<std::pair<std::uint32_t, std::uint64_t>, Vector3>;

inline void observe(const Table& table, Observables& seen) {
  seen[table.name() + ".cells"] += static_cast<double>(table.rows());
  for (const AnyColumn* column : table.columns()) {
    const ColumnInfo& info = column->info();
    const std::string name = table.name() + '.' + info.name;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      for (std::size_t part = 0; part < info.components; ++part) {
        const double value = column->value(row, part);
        seen[name] += value;
        if (!info.component_names.empty()) seen[name + '.' + info.component_names[part]] += value;
        for (const Label& label : info.labels)
          seen[name + '=' + label.name] += static_cast<double>(label.value) == value ? 1 : 0;
      }
    }
  }
}

template <class P>
void observe_places(const Islet& islet, Positions& before, Observables& seen) {
  const P& cells = islet.cells<P>();
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const Vector3 at = cells.position_of(row);
    const auto [last, fresh] = before.try_emplace({islet.number(), cells.id[row]}, at);
    const Vector3& from = last->second;
    seen[cells.name() + ".path"] += std::hypot(at[0] - from[0], at[1] - from[1], at[2] - from[2]);
    last->second = at;
    if (in_islet(islet.architecture().tissue_class[cells.site[row]]))
      seen[cells.name() + ".inside"] += 1;
  }
}

}  // namespace detail

[[nodiscard]] inline Observables observed(const RunPlan& plan) {
  Simulation simulation(plan.model);
  Observables seen;
  detail::Positions before;
  for (std::int64_t hour = 0; hour < exchanges_of(plan); ++hour) {
    simulation.advance();
    for (const StateSection& section : simulation.sections())
      for (const Table* table : section.tables) detail::observe(*table, seen);
    for (const auto& islet : simulation.islets()) {
      detail::observe_places<Cd8TCells>(*islet, before, seen);
      detail::observe_places<Cd4TCells>(*islet, before, seen);
      detail::observe_places<BCells>(*islet, before, seen);
      detail::observe_places<Macrophages>(*islet, before, seen);
      detail::observe_places<DendriticCells>(*islet, before, seen);
      detail::observe_places<MesenchymalStemCells>(*islet, before, seen);
    }
  }
  return seen;
}

}  // namespace isletsim
