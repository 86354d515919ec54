// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/column_totals.hpp"

#include <algorithm>
#include <limits>

#include <Eigen/Core>

namespace isletsim {

namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

// Factors are stored in groups of eight lanes, and are many: the sums stay in registers.
ColumnTotals totals_by_groups_of_eight(const float* values, std::size_t rows,
                                       std::size_t components) {
  ColumnTotals totals{std::vector<double>(components), std::vector<double>(components)};
  for (std::size_t first = 0; first < components; first += 8) {
    Eigen::Array<double, 8, 1> sum = Eigen::Array<double, 8, 1>::Zero();
    Eigen::Array<float, 8, 1> largest =
        Eigen::Array<float, 8, 1>::Constant(-std::numeric_limits<float>::infinity());
    for (std::size_t row = 0; row < rows; ++row) {
      const Eigen::Map<const Eigen::Array<float, 8, 1>> eight(values + row * components + first);
      sum += eight.cast<double>();
      largest = largest.max(eight);
    }
    std::copy(sum.begin(), sum.end(), totals.sum.data() + first);
    std::copy(largest.begin(), largest.end(), totals.largest.data() + first);
  }
  return totals;
}

}  // namespace

ColumnTotals totals_of(const AnyColumn& column, std::size_t rows) {
  const std::size_t components = column.info().components;
  if (const auto* floats = dynamic_cast<const Column<float>*>(&column);
      floats != nullptr && components % 8 == 0) {
    return totals_by_groups_of_eight(floats->values().data(), rows, components);
  }
  ColumnTotals totals{std::vector<double>(components, 0.0),
                      std::vector<double>(components, nothing)};
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < components; ++i) {
      const double value = column.value(row, i);
      totals.sum[i] += value;
      totals.largest[i] = std::max(totals.largest[i], value);
    }
  }
  return totals;
}

}  // namespace isletsim
