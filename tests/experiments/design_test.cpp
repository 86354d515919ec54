// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/design.hpp"

#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "core/parameters/quantity.hpp"

using namespace isletsim;

namespace {

double number_in(const WrittenValue& value) {
  if (const auto* real = std::get_if<double>(&value.value)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value.value))
    return static_cast<double>(*whole);
  return split_quantity(std::get<std::string>(value.value)).number;
}

const SampledRange linear{.key = "a",
                          .low = 2,
                          .high = 6,
                          .unit = "",
                          .spacing = SampledRange::Spacing::linear,
                          .kind = SampledRange::Kind::real};
const SampledRange logarithmic{.key = "b",
                               .low = 0.001,
                               .high = 10,
                               .unit = "1/day",
                               .spacing = SampledRange::Spacing::logarithmic,
                               .kind = SampledRange::Kind::real};
const SampledRange whole{.key = "c",
                         .low = 0,
                         .high = 3,
                         .unit = "",
                         .spacing = SampledRange::Spacing::linear,
                         .kind = SampledRange::Kind::whole};

}  // namespace

TEST_CASE("a grid without axes is one point without values") {
  CHECK(full_grid({}).size() == 1);
  CHECK(full_grid({}).front().empty());
}

TEST_CASE("a grid holds every combination once, the last key fastest") {
  const std::vector<GridAxis> axes{{"x", {1, 2}}, {"y", {"a", "b", "c"}}};
  const auto points = full_grid(axes);
  REQUIRE(points.size() == 6);
  CHECK(points[0][0].value == WrittenValue(1));
  CHECK(points[0][1].value == WrittenValue("a"));
  CHECK(points[1][0].value == WrittenValue(1));
  CHECK(points[1][1].value == WrittenValue("b"));
  CHECK(points[5][0].value == WrittenValue(2));
  CHECK(points[5][1].value == WrittenValue("c"));
}

TEST_CASE("each part of each range holds exactly one sample") {
  constexpr std::int64_t samples = 40;
  const auto points = latin_hypercube(std::vector{linear, logarithmic}, samples, Seed{3});
  REQUIRE(points.size() == samples);
  std::set<int> parts_of_a;
  std::set<int> parts_of_b;
  for (const DesignPoint& point : points) {
    REQUIRE(point.size() == 2);
    const double a = (number_in(point[0].value) - 2) / 4;
    const double b = std::log10(number_in(point[1].value) / 0.001) / 4;
    CHECK(a >= 0);
    CHECK(a <= 1);
    parts_of_a.insert(static_cast<int>(a * samples));
    parts_of_b.insert(static_cast<int>(b * samples));
    CHECK(std::get<std::string>(point[1].value.value).ends_with(" 1/day"));
  }
  CHECK(parts_of_a.size() == samples);
  CHECK(parts_of_b.size() == samples);
}

TEST_CASE("whole numbers are drawn equally often, the ends included") {
  std::array<int, 4> drawn{};
  for (const DesignPoint& point : latin_hypercube(std::vector{whole}, 400, Seed{1}))
    ++drawn.at(static_cast<std::size_t>(number_in(point[0].value)));
  for (const int count : drawn) CHECK(count == 100);  // one in each of 400 parts: exact
}

TEST_CASE("a hypercube depends on its seed alone") {
  const std::vector ranges{linear, logarithmic};
  const auto values = [&](std::uint32_t seed) {
    std::vector<std::string> texts;
    for (const DesignPoint& point : latin_hypercube(ranges, 10, Seed{seed}))
      for (const KeyValue& value : point) texts.push_back(to_string(value.value));
    return texts;
  };
  CHECK(values(1) == values(1));
  CHECK(values(1) != values(2));
}
