// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <vector>

#include "core/state/column.hpp"

namespace isletsim {

/// Sum and maximum of each component of a column over its rows. Without rows, 0 and −∞.
struct ColumnTotals {
  std::vector<double> sum;
  std::vector<double> largest;
};

/// Takes the sums in the order of rows, in double precision.
[[nodiscard]] ColumnTotals totals_of(const AnyColumn& column, std::size_t rows);

}  // namespace isletsim
