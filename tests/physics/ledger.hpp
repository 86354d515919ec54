// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/base/random.hpp"
#include "tests/physics/field_setup.hpp"
#include "tests/test_draw.hpp"

namespace isletsim::physics {

/// Follows what should be in closed boxes: what was put in less what decayed.
class Ledger {
 public:
  Ledger(std::vector<LaneSpec> lanes, double dt)
      : block_(block_spec(Lattice({16, 16, 16}, 10.0), std::move(lanes))), dt_(dt) {}

  /// One step with twenty sources in places that change.
  void step(std::int64_t step, const SolverSettings& settings) {
    RandomStream random(Seed{11}, test_draw, CellId(1, 1), step);
    const double per_voxel = 1 / (block_.voxel_volume() * molecules_per_nM_um3);
    for (int i = 0; i < 20; ++i) {
      const Site site{static_cast<std::uint32_t>(random.below(block_.rows()))};
      const double rate = static_cast<double>(random.below(1000));
      for (std::size_t l = 0; l < block_.lanes(); ++l) {
        block_.add_source(l, site, rate);
        expected_[l] += rate * per_voxel * dt_;
      }
    }
    report_ = block_.advance(dt_, settings);
    for (std::size_t l = 0; l < block_.lanes(); ++l)
      expected_[l] -= block_.spec().lanes[l].decay_rate * dt_ * total(block_, l);
  }

  [[nodiscard]] const FactorBlock& block() const { return block_; }
  [[nodiscard]] const SolveReport& report() const { return report_; }
  /// (amount − expected) / amount.
  [[nodiscard]] double imbalance(std::size_t l) const {
    return total(block_, l) / expected_[l] - 1;
  }
  /// Carried residual / amount.
  [[nodiscard]] double carried_share(std::size_t l) const {
    return carried(block_, l) / expected_[l];
  }

 private:
  FactorBlock block_;
  double dt_;
  SolveReport report_;
  std::array<double, lane_count> expected_{};
};

inline std::vector<LaneSpec> closed_lanes() {
  // D Δt/h² of 0.01 to 1 at Δt = 1 min and h = 10 µm, lasting and decaying.
  std::vector<LaneSpec> lanes;
  for (const double diffusivity : {1.0, 30.0, 100.0})
    for (const double decay_rate : {0.0, 1e-3, 0.1})
      lanes.push_back(
          lane(diffusivity, decay_rate, Storage::transient, all_faces(BoundaryKind::closed)));
  return lanes;
}

}  // namespace isletsim::physics
