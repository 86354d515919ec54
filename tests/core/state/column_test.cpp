// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/column.hpp"

#include <doctest/doctest.h>

using namespace isletsim;

namespace {

class Probe final : public Table {
 public:
  Probe() : Table("probe", Axis::records) {}
  Column<float> level{*this, {.name = "level", .unit = "1", .doc = "a level"}, 2.5F};
  Column<std::int64_t> count{*this,
                             {.name = "count", .unit = "cell", .doc = "counts", .components = 2}};
};

}  // namespace

TEST_CASE("a declared column is registered, sized with its table and starts at its initial value") {
  Probe probe;
  probe.resize(3);
  REQUIRE(probe.columns().size() == 2);
  CHECK(probe.find("level") == &probe.level);
  CHECK(probe.find("nothing") == nullptr);
  CHECK(probe.level[2] == 2.5F);
  CHECK(probe.count.values().size() == 6);
  CHECK(probe.count.row_size() == 16);
}

TEST_CASE("rows are copied and read whatever their type") {
  Probe probe;
  probe.resize(2);
  probe.count.row(0)[1] = -7;
  probe.count.copy_row(0, 1);
  CHECK(probe.count.value(1, 1) == -7.0);
  CHECK(probe.level.value(0) == 2.5);
}

TEST_CASE("components have the unit of their column unless the owner states others") {
  Probe probe;
  CHECK(probe.count.info().unit_of(1) == "cell");
  CHECK(probe.count.info().units_in_words() == "cell");
  probe.count.set_component_units({"cell", "1/min"});
  CHECK(probe.count.info().unit_of(0) == "cell");
  CHECK(probe.count.info().unit_of(1) == "1/min");
  CHECK(probe.count.info().units_in_words() == "cell; 1: 1/min");
}
