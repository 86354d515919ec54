// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/design.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "core/base/math.hpp"

namespace isletsim {

namespace {

/// The number at `share` of the way from low to high.
double between(const SampledRange& range, double share) {
  if (range.spacing == SampledRange::Spacing::linear)
    return range.low + share * (range.high - range.low);
  const double low = math::log(range.low);
  return math::exp(low + share * (math::log(range.high) - low));
}

WrittenValue written(const SampledRange& range, double share) {
  if (range.kind == SampledRange::Kind::whole) {
    // Each whole number is as wide as any other, those at the ends included.
    const SampledRange wide{.key = {},
                            .low = range.low - 0.5,
                            .high = range.high + 0.5,
                            .unit = {},
                            .spacing = SampledRange::Spacing::linear,
                            .kind = range.kind};
    const double whole =
        std::round(range.spacing == wide.spacing ? between(wide, share) : between(range, share));
    return static_cast<std::int64_t>(std::clamp(whole, range.low, range.high));
  }
  const std::string digits = fmt::format("{:.6g}", between(range, share));
  if (range.unit.empty()) return std::stod(digits);
  return fmt::format("{} {}", digits, range.unit);
}

constexpr Draws<1> draws{"latin_hypercube"};

}  // namespace

std::vector<DesignPoint> full_grid(std::span<const GridAxis> axes) {
  std::vector<DesignPoint> points{{}};
  for (const GridAxis& axis : axes) {
    std::vector<DesignPoint> values;
    for (const WrittenValue& value : axis.values) values.push_back({{axis.key, value, axis.place}});
    points = crossed(points, values);
  }
  return points;
}

std::vector<DesignPoint> latin_hypercube(std::span<const SampledRange> ranges, std::int64_t samples,
                                         Seed seed) {
  std::vector<DesignPoint> points(static_cast<std::size_t>(samples));
  for (std::size_t dimension = 0; dimension < ranges.size(); ++dimension) {
    RandomStream random(seed, draws[0], CellId{dimension}, 0);
    std::vector<std::size_t> part(points.size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    for (std::size_t i = part.size(); i > 1; --i) std::swap(part[i - 1], part[random.below(i)]);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double share =
          (static_cast<double>(part[i]) + random.uniform()) / static_cast<double>(samples);
      points[i].push_back(
          {ranges[dimension].key, written(ranges[dimension], share), ranges[dimension].place});
    }
  }
  return points;
}

std::vector<DesignPoint> crossed(std::span<const DesignPoint> first,
                                 std::span<const DesignPoint> second) {
  std::vector<DesignPoint> points;
  for (const DesignPoint& one : first) {
    for (const DesignPoint& other : second) {
      DesignPoint& point = points.emplace_back(one);
      point.insert(point.end(), other.begin(), other.end());
    }
  }
  return points;
}

}  // namespace isletsim
