// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/parameters/parameter.hpp"
#include "core/parameters/settings.hpp"

namespace isletsim {

/// A value for a dotted key, as --set takes it; a key that ends in ".scale" scales.
struct KeyValue {
  std::string key;
  WrittenValue value;
  Place place{};
};

/// One choice of values for the keys that are varied.
using DesignPoint = std::vector<KeyValue>;

/// A key and the values that it takes.
struct GridAxis {
  std::string key;
  std::vector<WrittenValue> values;
  Place place{};
};

/// A key and the range from which its values are drawn.
struct SampledRange {
  std::string key;
  double low;
  double high;
  std::string unit;  ///< behind the number; empty where it is bare
  enum class Spacing { linear, logarithmic } spacing;
  enum class Kind { real, whole } kind;
  Place place{};
};

/// Every combination of values, the last key fastest; one point without values where there are no
/// axes.
[[nodiscard]] std::vector<DesignPoint> full_grid(std::span<const GridAxis> axes);

/// `samples` points of which each range's `samples` equal parts hold exactly one, at random within
/// it and paired at random (McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755).
/// Numbers have six significant digits.
[[nodiscard]] std::vector<DesignPoint> latin_hypercube(std::span<const SampledRange> ranges,
                                                       std::int64_t samples, Seed seed);

/// Every point of the one with every point of the other, the second fastest.
[[nodiscard]] std::vector<DesignPoint> crossed(std::span<const DesignPoint> first,
                                               std::span<const DesignPoint> second);

}  // namespace isletsim
