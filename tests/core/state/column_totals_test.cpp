// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/column_totals.hpp"

#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/test_draw.hpp"

namespace isletsim::test {

namespace {

struct Numbers final : Table {
  explicit Numbers(std::size_t components, std::size_t rows)
      : Table("numbers", Axis::records),
        floats(*this, {.name = "floats", .unit = "1", .doc = "", .components = components}),
        doubles(*this, {.name = "doubles", .unit = "1", .doc = "", .components = components}) {
    this->resize(rows);
    RandomStream random(Seed{1}, test_draw, CellId{1}, 0);
    for (std::size_t i = 0; i < floats.values().size(); ++i) {
      floats[i] = static_cast<float>(random.uniform() - 0.5);
      doubles[i] = static_cast<double>(floats[i]);
    }
  }
  Column<float> floats;
  Column<double> doubles;
};

}  // namespace

TEST_CASE("totals are those of a loop over the rows, in their order, whatever the type") {
  for (const std::size_t components : {1U, 3U, 8U, 16U}) {
    CAPTURE(components);
    const Numbers numbers(components, 1001);
    const ColumnTotals of_floats = totals_of(numbers.floats, numbers.rows());
    const ColumnTotals of_doubles = totals_of(numbers.doubles, numbers.rows());
    for (std::size_t i = 0; i < components; ++i) {
      double sum = 0;
      double largest = -std::numeric_limits<double>::infinity();
      for (std::size_t row = 0; row < numbers.rows(); ++row) {
        const double value = numbers.doubles[row * components + i];
        sum += value;
        largest = std::max(largest, value);
      }
      CHECK(of_floats.sum[i] == sum);
      CHECK(of_floats.largest[i] == largest);
      CHECK(of_doubles.sum[i] == sum);
      CHECK(of_doubles.largest[i] == largest);
    }
  }
}

TEST_CASE("without rows the sum is 0 and there is no largest number") {
  const Numbers none(8, 0);
  const ColumnTotals totals = totals_of(none.floats, 0);
  CHECK(totals.sum == std::vector<double>(8, 0.0));
  CHECK(totals.largest == std::vector<double>(8, -std::numeric_limits<double>::infinity()));
}

}  // namespace isletsim::test
