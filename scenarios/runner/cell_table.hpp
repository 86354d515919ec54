// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/state/column.hpp"

namespace isletsim {

/// Which cells a table holds, and which of their columns.
enum class CellTableKind : std::uint8_t {
  cells,   ///< all cells of the islets with every column that is shown
  tracks,  ///< where the cells that move are
};

/// The cells of islets as CSV: `time_day, islet, type, id, x_um, y_um, z_um`, and for `cells` every
/// shown column of any population, empty where the population has none.
class CellTable {
 public:
  /// For sections with the same tables as these.
  CellTable(CellTableKind kind, std::span<const StateSection> sections);

  [[nodiscard]] std::string header() const;
  [[nodiscard]] std::string rows(double time_day, std::span<const StateSection> sections) const;

 private:
  CellTableKind kind_;
  std::vector<std::string> names_;
};

}  // namespace isletsim
