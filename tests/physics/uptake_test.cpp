// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <doctest/doctest.h>

#include "tests/physics/field_setup.hpp"

using namespace isletsim;
using namespace isletsim::physics;

TEST_CASE("saturable uptake in one voxel solves its quadratic") {
  // Backward Euler: c₁ + Δt v c₁/(K + c₁) = c₀ + Δt s, whose positive root is known.
  for (const double start : {0.0, 0.3, 20.0, 5000.0}) {
    LaneSpec closed = lane(1000, 0, Storage::transient, all_faces(BoundaryKind::closed));
    closed.initial = start;
    FactorBlock block(block_spec(Lattice({1, 1, 1}, 10.0), {closed}));
    const double volume = block.voxel_volume() * molecules_per_nM_um3;
    const double dt = 2;
    const double maximum = 40;  // [nM/min]
    const double half = 3;      // [nM]
    const double supply = 5;    // [nM/min]
    block.add_saturable_uptake(0, Site{0}, 0.25 * maximum * volume, half);
    block.add_saturable_uptake(0, Site{0}, 0.75 * maximum * volume, half);
    block.add_source(0, Site{0}, supply * volume);
    CHECK(block.advance(dt, {.tolerance = 1e-6}).converged());
    const double sum = start + dt * supply;
    const double linear = half + dt * maximum - sum;
    const double exact = 0.5 * (-linear + std::sqrt(linear * linear + 4 * half * sum));
    CHECK(block.concentrations[0] == doctest::Approx(exact).epsilon(2e-6));
  }
}

TEST_CASE("a layer that consumes by Michaelis-Menten has the profile of its equation") {
  // D c'' = v c/(K + c) between faces held at c₀, flat in the middle. The reference integrates the
  // equation from the middle outwards by Runge-Kutta steps of 0.05 µm and finds the concentration
  // there by bisection. Oxygen-like: D 1.2e5 µm²/min, K 1 µM, 65 µM outside.
  const double diffusivity = 1.2e5;
  const double half = 1000;
  const double outside = 65000;
  const double thickness = 160;
  for (const double maximum : {5e5, 2.04e6}) {  // [nM/min]
    const auto consumption = [&](double c) { return maximum * c / (half + c) / diffusivity; };
    const auto profile = [&](double middle) {
      std::vector<double> values{middle};
      double c = middle;
      double slope = 0;
      const double h = 0.05;
      for (int i = 0; i < static_cast<int>(0.5 * thickness / h + 0.5); ++i) {
        const double k1 = consumption(c);
        const double k2 = consumption(c + 0.5 * h * slope);
        const double k3 = consumption(c + 0.5 * h * (slope + 0.5 * h * k1));
        const double k4 = consumption(c + h * (slope + 0.5 * h * k2));
        c += h * (slope + h / 6 * (k1 + k2 + k3));
        slope += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        values.push_back(c);
      }
      return values;
    };
    double low = 0;
    double high = outside;
    for (int i = 0; i < 80; ++i) {
      const double middle = 0.5 * (low + high);
      (profile(middle).back() < outside ? low : high) = middle;
    }
    const std::vector<double> exact = profile(low);

    const int n = 64;
    const double h = thickness / n;
    Faces faces = all_faces(BoundaryKind::closed);
    faces[0] = faces[1] = {BoundaryKind::fixed, outside};
    FactorBlock block(
        block_spec(Lattice({n, 2, 3}, h), {lane(diffusivity, 0, Storage::quasi_steady, faces)}));
    for (std::uint32_t v = 0; v < block.rows(); ++v)
      block.add_saturable_uptake(0, Site{v}, maximum * block.voxel_volume() * molecules_per_nM_um3,
                                 half);
    const SolveReport report = block.advance(1, {.tolerance = 1e-5});
    CHECK(report.converged());
    CHECK(report.cycles <= 12);
    for (std::uint32_t v = 0; v < block.rows(); ++v) {
      const double from_middle = std::abs(block.voxels().position(v)[0] - 0.5 * thickness);
      const double expected = exact[static_cast<std::size_t>(std::lround(from_middle / 0.05))];
      CHECK(block.concentrations[block.index(v, 0)] ==
            doctest::Approx(expected).epsilon(2e-3).scale(outside));
    }
  }
}

TEST_CASE("exchange with capillaries settles where it balances consumption") {
  // k c = P (c_blood − c) everywhere: c = P c_blood / (P + k), in one solve at any step length. One
  // rounding of c to 6e-8 against 6 D/h² = 7200/min leaves 4e-4 of c per minute in a voxel, and
  // the mean over 216 voxels about 3e-5.
  const double blood = 65000;
  const double exchange = 0.7;  // [1/min]
  const double decay_rate = 0.3;
  FactorBlock block(block_spec(
      Lattice({6, 6, 6}, 10.0),
      {lane(1.2e5, decay_rate, Storage::quasi_steady, all_faces(BoundaryKind::closed))}));
  for (std::uint32_t v = 0; v < block.rows(); ++v) {
    const double clearance = exchange * block.voxel_volume();
    block.add_uptake(0, Site{v}, clearance);
    block.add_source(0, Site{v}, clearance * blood * molecules_per_nM_um3);
  }
  CHECK(block.advance(0.01, {.tolerance = 1e-6}).converged());
  for (std::uint32_t v = 0; v < block.rows(); ++v)
    CHECK(block.concentrations[block.index(v, 0)] ==
          doctest::Approx(exchange * blood / (exchange + decay_rate)).epsilon(5e-5));
}

TEST_CASE("uptake of up to 2000/min and decay of seconds to hours are solved in one block") {
  // In scattered voxels or in a ball; a cycle leaves at most 0.35 of the residual.
  const Lattice sites({32, 32, 32}, 20.0);
  std::vector<LaneSpec> lanes;
  for (const double diffusivity : {600.0, 1.2e5, 3e5})
    for (const double half_life : {5.0 / 60, 10.0, 720.0})
      lanes.push_back(lane(diffusivity, std::log(2) / half_life, Storage::transient,
                           all_faces(BoundaryKind::open)));
  for (const double rate : {20.0, 2000.0})
    for (const bool scattered : {true, false}) {
      const auto residual_after = [&](int cycles) {
        FactorBlock block(block_spec(sites, lanes));
        for (std::uint32_t v = 0; v < sites.size(); ++v) {
          const bool takes_up = scattered ? (v + 77) * 2246822519U >> 25 < 6
                                          : distance(sites.position(v), sites.centre()) < 100;
          for (std::size_t l = 0; l < lanes.size(); ++l) {
            if (v * 2654435761U >> 25 < 6) block.add_source(l, Site{v}, 1e5);
            if (takes_up) block.add_uptake(l, Site{v}, rate * block.voxel_volume());
          }
        }
        return block.advance(10, {.tolerance = 0, .cycle_limit = cycles}).relative_residual;
      };
      const auto second = residual_after(2);
      const auto fourth = residual_after(4);
      for (std::size_t l = 0; l < lanes.size(); ++l) {
        CAPTURE(rate);
        CAPTURE(scattered);
        CAPTURE(l);
        CHECK(second[l] < 0.35 * 0.35);
        CHECK((fourth[l] < 1e-5 || std::sqrt(fourth[l] / second[l]) < 0.35));
      }
    }
}
