// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <doctest/doctest.h>

#include "tests/physics/field_setup.hpp"

using namespace isletsim;
using namespace isletsim::physics;

namespace {

/// Share of a voxel that lies within a sphere about `centre`.
double share_inside(const Vector3& voxel_centre, double width, const Vector3& centre,
                    double radius) {
  constexpr int samples = 6;
  int inside = 0;
  for (int k = 0; k < samples; ++k)
    for (int j = 0; j < samples; ++j)
      for (int i = 0; i < samples; ++i) {
        const auto offset = [&](int s) { return ((s + 0.5) / samples - 0.5) * width; };
        const Vector3 point{voxel_centre[0] + offset(i), voxel_centre[1] + offset(j),
                            voxel_centre[2] + offset(k)};
        inside += distance(point, centre) < radius ? 1 : 0;
      }
  return inside / std::pow(samples, 3);
}

}  // namespace

TEST_CASE("open faces reproduce free space within 1 % in the islet") {
  // A ball of radius R that secretes evenly in an endless medium, k c − D∇²c = s inside R:
  //   c = s/k (1 − (1 + R/λ) exp(−R/λ) sinh(r/λ) / (r/λ))   within R.
  // The box is 320 µm wide, the ball 75 µm in radius; the ball of the 10-µm voxels is compared.
  const Lattice sites({32, 32, 32}, 10.0);
  const double radius = 75;
  const double diffusivity = 6000;
  const std::array lengths{190.0, 270.0, 380.0, 560.0};
  std::vector<LaneSpec> lanes;
  for (const BoundaryKind kind : {BoundaryKind::open, BoundaryKind::closed})
    for (const double length : lengths)
      lanes.push_back(lane(diffusivity, diffusivity / (length * length), Storage::quasi_steady,
                           all_faces(kind)));
  FactorBlock block(block_spec(sites, lanes));
  for (std::size_t l = 0; l < lanes.size(); ++l)
    deposit(block, l, [&](const Vector3& p) {
      return 10 * share_inside(p, sites.spacing(), sites.centre(), radius);
    });
  CHECK(block.advance(1, {.tolerance = 1e-5}).converged());
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const double length = lengths[i];
    const double decay_rate = diffusivity / (length * length);
    double worst = 0;
    double worst_closed = 0;
    for (std::uint32_t v = 0; v < block.rows(); ++v) {
      const double r = distance(sites.position(v), sites.centre());
      if (r > radius) continue;
      const double exact = 10 / decay_rate *
                           (1 - (1 + radius / length) * std::exp(-radius / length) *
                                    std::sinh(r / length) / (r / length));
      const auto error = [&](std::size_t l) {
        return std::abs(double{block.concentrations[block.index(v, l)]} / exact - 1);
      };
      worst = std::max(worst, error(i));
      worst_closed = std::max(worst_closed, error(lengths.size() + i));
    }
    CAPTURE(length);
    CHECK(worst < 0.01);
    CHECK(worst_closed > 0.5);  // what the open faces are for
  }
}

TEST_CASE("an islet beside the middle of the box sees free space too") {
  // As above, with the islet's centre 30 µm off along one axis; the boundary counts r from there.
  const Lattice sites({32, 32, 32}, 10.0);
  const double radius = 75;
  const double length = 380;
  const double diffusivity = 6000;
  const double decay_rate = diffusivity / (length * length);
  FactorBlockSpec spec = block_spec(
      sites, {lane(diffusivity, decay_rate, Storage::quasi_steady, all_faces(BoundaryKind::open))});
  spec.islet_centre[0] += 30;
  FactorBlock block(spec);
  deposit(block, 0, [&](const Vector3& p) {
    return 10 * share_inside(p, sites.spacing(), spec.islet_centre, radius);
  });
  CHECK(block.advance(1, {.tolerance = 1e-5}).converged());
  for (std::uint32_t v = 0; v < block.rows(); ++v) {
    const double r = distance(sites.position(v), spec.islet_centre);
    if (r > radius || r == 0) continue;
    const double exact = 10 / decay_rate *
                         (1 - (1 + radius / length) * std::exp(-radius / length) *
                                  std::sinh(r / length) / (r / length));
    CHECK(block.concentrations[block.index(v, 0)] == doctest::Approx(exact).epsilon(0.015));
  }
}

TEST_CASE("what leaves through a reservoir face is in the medium") {
  Faces faces = all_faces(BoundaryKind::closed);
  faces[5] = {BoundaryKind::reservoir, 2.0};
  LaneSpec medium = lane(6000, 0, Storage::transient, faces);
  medium.initial = 10;
  medium.reservoir_volume = 3 * 80.0 * 80.0 * 80.0;  // three times the box
  const Lattice sites({8, 8, 8}, 10.0);
  FactorBlock block(block_spec(sites, {medium}));
  const auto amount = [&] {
    return (total(block, 0) + carried(block, 0)) * block.voxel_volume() +
           block.reservoir_concentration(0) * medium.reservoir_volume;
  };
  const double before = amount();
  for (int step = 0; step < 60; ++step) {
    const SolveReport report = block.advance(1, {.tolerance = 1e-4, .cycle_limit = 60});
    CHECK(report.converged());
    CHECK(amount() == doctest::Approx(before).epsilon(1e-6));
  }
  // At rest both hold the mean: (10 + 3 · 2) / 4.
  CHECK(block.reservoir_concentration(0) == doctest::Approx(4).epsilon(1e-3));
  CHECK(block.maximum()[0] == doctest::Approx(4).epsilon(1e-3));
}
