// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>
#include <cstdint>

namespace isletsim {

/// A sum that does not depend on the order of its terms: in units of 2⁻³², exact for up to 2³¹ in
/// all.
class ExactSum {
 public:
  void add(double term) { total_ += static_cast<std::int64_t>(std::llround(term * scale)); }
  [[nodiscard]] double value() const { return static_cast<double>(total_) / scale; }

 private:
  static constexpr double scale = 4294967296.0;
  std::int64_t total_ = 0;
};

}  // namespace isletsim
