// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <span>

#include "core/fields/lanes.hpp"
#include "core/state/column.hpp"

namespace isletsim::detail {

/// Krylov acceleration of an iteration on c and its residual r = b − A c: after each cycle, goes
/// back along the last changes of c by as much as makes ‖r‖₂ smallest, in each lane by itself
/// (Anderson acceleration; for a linear A the same as GMRES restarted after a few vectors; Walker &
/// Ni 2011, SIAM J. Numer. Anal. 49:1715). It removes the few slow modes that a V-cycle leaves at a
/// barrier one voxel thick. Takes twice `depth` and two more arrays.
class Acceleration {
 public:
  static constexpr std::size_t depth = 6;

  /// For arrays of `room` numbers per voxel.
  explicit Acceleration(std::size_t room) : room_(room) {}

  /// Forgets all changes: another right-hand side, another operator.
  void restart(std::span<const float> c, std::span<const float> r);
  /// Improves what a cycle made; returns Σ r². Leaves a lane alone where it would fall below 0.
  std::array<double, lane_count> improve(std::span<float> c, std::span<float> r);

 private:
  struct Change {
    AlignedVector<float> c, r;
  };
  using LaneSums = std::array<double, lane_count>;

  [[nodiscard]] LaneSums products(std::span<const float> a, std::span<const float> b) const;
  void subtract(std::span<float> from, std::span<const float> what, const LaneSums& factor) const;

  std::size_t room_;
  std::deque<Change> changes_;  ///< the latest last
  AlignedVector<float> last_c_, last_r_;
};

}  // namespace isletsim::detail
