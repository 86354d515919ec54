// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// How a T cell divides its attention among the surfaces that it touches and could recognise.
///
///   h = k/n · Σ r_i        hazard of recognition [1/min]
///
///   k  rate of the T cell [1/min]     n  surfaces that it touches [1]
///   r_i  recognition of surface i, 0 to 1
///
/// It scans one surface at a time, each for the same time. So k is the hazard of the T cell,
/// however many it touches: the mean counts, not the sum.
class Attention {
 public:
  void see(double recognition) {
    ++surfaces_;
    recognised_ += recognition;
  }
  /// Σ r_i
  [[nodiscard]] double recognised() const { return recognised_; }
  /// Σ r_i/n; 0 where it touches nothing.
  [[nodiscard]] double mean() const { return surfaces_ > 0 ? recognised_ / surfaces_ : 0; }

 private:
  int surfaces_ = 0;
  double recognised_ = 0;
};

}  // namespace isletsim
