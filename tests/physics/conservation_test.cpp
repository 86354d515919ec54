// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/physics/field_setup.hpp"

using namespace isletsim;
using namespace isletsim::physics;

namespace {

/// Follows what should be in closed boxes: what was put in less what decayed.
class Ledger {
 public:
  Ledger(std::vector<LaneSpec> lanes, double dt)
      : block_(block_spec(Lattice({16, 16, 16}, 10.0), std::move(lanes))), dt_(dt) {}

  /// One step with twenty sources in places that change.
  void step(std::int64_t step, const SolverSettings& settings) {
    RandomStream random(Seed{11}, Purpose::test, CellId(1, 1), step);
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

std::vector<LaneSpec> closed_lanes() {
  // D Δt/h² of 0.01 to 1 at Δt = 1 min and h = 10 µm, lasting and decaying.
  std::vector<LaneSpec> lanes;
  for (const double diffusivity : {1.0, 30.0, 100.0})
    for (const double decay_rate : {0.0, 1e-3, 0.1})
      lanes.push_back(
          lane(diffusivity, decay_rate, Storage::transient, all_faces(BoundaryKind::closed)));
  return lanes;
}

}  // namespace

TEST_CASE("over 10000 loose steps the amount stays within the last residual") {
  Ledger ledger(closed_lanes(), 1);
  for (std::int64_t step = 1; step <= 10000; ++step) {
    ledger.step(step, {.tolerance = 1e-3});
    if (step != 100 && step != 1000 && step != 10000) continue;
    for (std::size_t l = 0; l < ledger.block().lanes(); ++l) {
      CAPTURE(step);
      CAPTURE(l);
      CHECK(std::abs(ledger.imbalance(l) + ledger.carried_share(l)) < 2e-7);
      CHECK(std::abs(ledger.imbalance(l)) < 1e-4);
    }
  }
}

TEST_CASE("solves to 1e-6 keep the amount to 1e-6") {
  Ledger ledger(closed_lanes(), 1);
  for (std::int64_t step = 1; step <= 500; ++step) {
    ledger.step(step, {.tolerance = 1e-6});
    CHECK(ledger.report().converged());
    if (step % 100 == 0)
      for (std::size_t l = 0; l < ledger.block().lanes(); ++l)
        CHECK(std::abs(ledger.imbalance(l)) < 1e-6);
  }
}

TEST_CASE("no concentration falls below 0 in a medium with jumps of 1000 to 1") {
  const Lattice sites({18, 15, 12}, 10.0);
  std::vector<LaneSpec> lanes;
  for (const double diffusivity : {1.0, 100.0, 1e4})
    for (const Storage storage : {Storage::transient, Storage::quasi_steady}) {
      lanes.push_back(lane(0, 0.01, storage, all_faces(BoundaryKind::open)));
      lanes.back().class_diffusivity = {diffusivity, 1000 * diffusivity};
    }
  FactorBlockSpec spec = block_spec(sites, lanes);
  RandomStream medium(Seed{5}, Purpose::test, CellId(1, 1), 0);
  for (std::size_t v = 0; v < sites.size(); ++v)
    spec.tissue_class.push_back(medium.bernoulli(0.3) ? 1 : 0);
  FactorBlock block(spec);
  for (std::int64_t step = 1; step <= 30; ++step) {
    RandomStream random(Seed{5}, Purpose::test, CellId(1, 2), step);
    if (step % 5 != 0)
      for (int i = 0; i < 30; ++i)
        for (std::size_t l = 0; l < lanes.size(); ++l) {
          const Site site{static_cast<std::uint32_t>(random.below(sites.size()))};
          block.add_source(l, site, random.lognormal(100, 3));
          block.add_saturable_uptake(l,
                                     Site{static_cast<std::uint32_t>(random.below(sites.size()))},
                                     random.lognormal(100, 3), 1.0);
        }
    block.advance(random.lognormal(1, 2), {});
    const auto values = block.concentrations.values();
    CHECK(std::all_of(values.begin(), values.end(), [](float c) { return c >= 0; }));
  }
  CHECK(block.maximum()[0] > 0);
}
