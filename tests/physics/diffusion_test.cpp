// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <cstdlib>
#include <numbers>

#include <doctest/doctest.h>

#include "tests/physics/field_setup.hpp"

using namespace isletsim;
using namespace isletsim::physics;

constexpr double pi = std::numbers::pi;

TEST_CASE("a Gaussian spreads with variance σ² + 2Dt and fades with its decay") {
  // c = A (σ₀/σ)³ exp(−r²/2σ² − kt): the fundamental solution, in a box that it does not fill.
  const Lattice sites({32, 32, 32}, 10.0);
  const double diffusivity = 1000;
  const double decay_rate = 0.1;
  const double variance = 30.0 * 30.0;
  FactorBlock block(block_spec(
      sites, {lane(diffusivity, decay_rate, Storage::transient, all_faces(BoundaryKind::closed))}));
  const auto exact_at = [&](double time) {
    return [&, time](const Vector3& point) {
      const double spread = variance + 2 * diffusivity * time;
      const double r = distance(point, sites.centre());
      return 10 * std::pow(variance / spread, 1.5) *
             std::exp(-r * r / (2 * spread) - decay_rate * time);
    };
  };
  set(block, 0, exact_at(0));
  const double dt = 0.01;
  for (int step = 0; step < 40; ++step) CHECK(block.advance(dt, {.tolerance = 1e-5}).converged());
  // Backward Euler in steps of 0.01 and 3 voxels per σ leave about 1 %.
  CHECK(relative_error(block, 0, exact_at(40 * dt)) < 0.015);
  CHECK(relative_error(block, 0, exact_at(30 * dt)) > 0.05);
}

TEST_CASE("a point source with decay makes the Yukawa profile") {
  // c = Q exp(−r/λ) / (4πDr) in free space; nearer than 5 voxels the lattice shows.
  const Lattice sites({41, 41, 41}, 10.0);
  const double diffusivity = 2000;
  const double decay_rate = 0.2;
  FactorBlock block(block_spec(sites, {lane(diffusivity, decay_rate, Storage::quasi_steady,
                                            all_faces(BoundaryKind::open))}));
  const double molecules = 1e6;
  const Site source = sites.site({20, 20, 20});
  block.add_source(0, source, molecules);
  CHECK(block.advance(1, {.tolerance = 1e-6}).converged());
  const double length = std::sqrt(diffusivity / decay_rate);
  int compared = 0;
  for (std::uint32_t v = 0; v < block.rows(); ++v) {
    const double r = distance(block.voxels().position(v), sites.position(source));
    if (r < 50 || r > 150) continue;
    const double exact =
        molecules / molecules_per_nM_um3 * std::exp(-r / length) / (4 * pi * diffusivity * r);
    CHECK(block.concentrations[block.index(v, 0)] == doctest::Approx(exact).epsilon(0.01));
    ++compared;
  }
  CHECK(compared > 10000);
}

TEST_CASE("two layers in series carry the flux of two resistances, whatever the jump") {
  // Held at 1 and 0: J = 1 / (L₁/D₁ + L₂/D₂), c linear in each layer; harmonic means are exact.
  const Lattice sites({24, 6, 5}, 10.0);
  const int first_layer = 9;
  for (const double ratio : {1.0, 3.0, 1000.0}) {
    Faces faces = all_faces(BoundaryKind::closed);
    faces[0] = {BoundaryKind::fixed, 1};
    faces[1] = {BoundaryKind::fixed, 0};
    LaneSpec layered = lane(0, 0, Storage::quasi_steady, faces);
    layered.class_diffusivity = {3000, 3000 / ratio};
    FactorBlockSpec spec = block_spec(sites, {layered});
    for (std::uint32_t v = 0; v < sites.size(); ++v)
      spec.tissue_class.push_back(sites.coordinates(v)[0] < first_layer ? 0 : 1);
    FactorBlock block(spec);
    CHECK(block.advance(1, {.tolerance = 1e-7, .cycle_limit = 200}).converged());
    const double thickness = first_layer * 10.0;
    const double flux = 1 / (thickness / 3000 + (240 - thickness) / (3000 / ratio));
    for (std::uint32_t v = 0; v < sites.size(); ++v) {
      const double x = sites.position(v)[0];
      const double exact = x < thickness ? 1 - flux * x / 3000 : flux * (240 - x) / (3000 / ratio);
      CHECK(block.concentrations[block.index(v, 0)] == doctest::Approx(exact).epsilon(2e-4));
    }
  }
}

TEST_CASE("halving the voxels quarters the error") {
  // Manufactured steady states: closed faces with c = 4 + Π cos(πx/L), held faces with
  // c = Π sin(πx/L); −D∇²c + kc = s gives their sources.
  const double length = 160;
  const double decay_rate = 0.3;
  const double diffusivity = decay_rate * (length / pi) * (length / pi);
  const double eigenvalue = decay_rate + 3 * diffusivity * (pi / length) * (pi / length);
  const auto product = [&](const Vector3& p, auto wave) {
    return wave(pi * p[0] / length) * wave(pi * p[1] / length) * wave(pi * p[2] / length);
  };
  const auto cosines = [&](const Vector3& p) {
    return product(p, [](double a) { return std::cos(a); });
  };
  const auto sines = [&](const Vector3& p) {
    return product(p, [](double a) { return std::sin(a); });
  };
  std::vector<double> closed_errors;
  std::vector<double> held_errors;
  for (const int n : {8, 16, 32}) {
    const Lattice sites({n, n, n}, length / n);
    FactorBlock block(block_spec(
        sites,
        {lane(diffusivity, decay_rate, Storage::quasi_steady, all_faces(BoundaryKind::closed)),
         lane(diffusivity, decay_rate, Storage::quasi_steady, all_faces(BoundaryKind::fixed, 0))}));
    deposit(block, 0, [&](const Vector3& p) { return decay_rate * 4 + eigenvalue * cosines(p); });
    deposit(block, 1, [&](const Vector3& p) { return eigenvalue * sines(p); });
    CHECK(block.advance(1, {.tolerance = 1e-6}).converged());
    closed_errors.push_back(
        relative_error(block, 0, [&](const Vector3& p) { return 4 + cosines(p); }));
    held_errors.push_back(relative_error(block, 1, sines));
  }
  for (const auto& errors : {closed_errors, held_errors})
    for (std::size_t i = 1; i < errors.size(); ++i)
      CHECK(std::log2(errors[i - 1] / errors[i]) > 1.9);
}

TEST_CASE("halving the step halves the error") {
  // 1 + cos(πx/L) cos(πy/L) cos(πz/L) is 1 and an eigenvector of the discrete Laplacian with
  // eigenvalue 3 (2/h)² sin²(πh/2L), so the semi-discrete solution is known.
  const int n = 16;
  const double length = 160;
  const double h = length / n;
  const double diffusivity = 600;
  const double decay_rate = 0.05;
  const double rate =
      decay_rate + diffusivity * 3 * std::pow(2 / h * std::sin(pi * h / (2 * length)), 2);
  const double duration = 1 / rate;
  const auto exact_at = [&](double time) {
    return [&, time](const Vector3& p) {
      return std::exp(-decay_rate * time) + std::exp(-rate * time) * std::cos(pi * p[0] / length) *
                                                std::cos(pi * p[1] / length) *
                                                std::cos(pi * p[2] / length);
    };
  };
  std::vector<double> errors;
  for (const int steps : {8, 16, 32}) {
    FactorBlock block(block_spec(
        Lattice({n, n, n}, h),
        {lane(diffusivity, decay_rate, Storage::transient, all_faces(BoundaryKind::closed))}));
    set(block, 0, exact_at(0));
    for (int step = 0; step < steps; ++step)
      CHECK(block.advance(duration / steps, {.tolerance = 1e-6}).converged());
    errors.push_back(relative_error(block, 0, exact_at(duration)));
  }
  for (std::size_t i = 1; i < errors.size(); ++i)
    CHECK(std::log2(errors[i - 1] / errors[i]) > 0.95);
}

TEST_CASE("halving the step of the second-order method quarters the error") {
  // c = Π cos(πx/L) in a closed box fades as exp(−λt), λ the eigenvalue of the discrete operator; a
  // source s(t) that is constant drives the mean alone.
  const Lattice sites({16, 16, 16}, 10.0);
  const double diffusivity = 300;
  const double decay_rate = 0.05;
  const double eigenvalue = 3 * diffusivity * 2 * (1 - std::cos(pi * 10 / 160)) / 100 + decay_rate;
  std::vector<double> errors;
  for (const double dt : {8.0, 4.0, 2.0}) {
    FactorBlock block(block_spec(sites, {lane(diffusivity, decay_rate, Storage::transient,
                                              all_faces(BoundaryKind::closed))}));
    const auto wave = [&](const Vector3& p) {
      return std::cos(pi * p[0] / 160) * std::cos(pi * p[1] / 160) * std::cos(pi * p[2] / 160);
    };
    set(block, 0, [&](const Vector3& p) { return 4 + wave(p); });
    const double duration = 16;
    for (double time = 0; time < duration; time += dt) {
      deposit(block, 0, [](const Vector3&) { return 0.1; });
      CHECK(block.advance(dt, {.tolerance = 1e-7, .order = 2}).converged());
    }
    const double mean = 2 + 2 * std::exp(-decay_rate * duration);
    errors.push_back(relative_error(block, 0, [&](const Vector3& p) {
      return mean + wave(p) * std::exp(-eigenvalue * duration);
    }));
  }
  for (std::size_t i = 1; i < errors.size(); ++i) CHECK(std::log2(errors[i - 1] / errors[i]) > 1.9);
}

TEST_CASE("a step costs a cycle only when what was carried has grown past the tolerance") {
  FactorBlock block(block_spec(Lattice({16, 16, 16}, 10.0), {lane(600, 0.1, Storage::transient,
                                                                  all_faces(BoundaryKind::open))}));
  int without_cycle = 0;
  for (int step = 0; step < 400; ++step) {
    const std::vector<float> before(block.concentrations.values().begin(),
                                    block.concentrations.values().end());
    block.add_source(0, Site{2184}, 1000);
    const SolveReport report = block.advance(10, {});
    CHECK(report.relative_residual[0] <= 1e-3);
    if (report.cycles == 0)
      CHECK(std::equal(before.begin(), before.end(), block.concentrations.values().begin()));
    if (step < 200) continue;
    CHECK(report.cycles <= 1);
    if (report.cycles == 0) ++without_cycle;
  }
  CHECK(without_cycle > 100);
  block.add_source(0, Site{100}, 1000);
  CHECK(block.advance(10, {}).cycles > 0);
}

TEST_CASE("cycles halve the residual also beside barriers one voxel thick") {
  // 1000 to 1: a plane, and a closed shell about the middle.
  const Lattice sites({32, 24, 20}, 10.0);
  for (const bool shell : {false, true}) {
    std::vector<LaneSpec> lanes;
    for (const double diffusivity : {600.0, 1e4})
      for (const BoundaryKind kind : {BoundaryKind::open, BoundaryKind::fixed}) {
        lanes.push_back(lane(0, 0.01, Storage::transient, all_faces(kind)));
        lanes.back().class_diffusivity = {diffusivity, diffusivity / 1000};
      }
    FactorBlockSpec spec = block_spec(sites, lanes);
    for (std::uint32_t v = 0; v < sites.size(); ++v) {
      const Lattice::Extent at = sites.coordinates(Site{v});
      const int from_middle =
          std::max({std::abs(at[0] - 16), std::abs(at[1] - 12), std::abs(at[2] - 10)});
      spec.tissue_class.push_back((shell ? from_middle == 6 : at[0] == 13) ? 1 : 0);
    }
    const auto residual_after = [&](int cycles) {
      FactorBlock block(spec);
      for (std::uint32_t v = 0; v < sites.size(); ++v)
        for (std::size_t l = 0; l < lanes.size(); ++l)
          block.add_source(l, Site{v}, v * 2654435761U >> 25 < 6 ? 1e5 : 0);
      return block.advance(10, {.tolerance = 0, .cycle_limit = cycles}).relative_residual;
    };
    const auto second = residual_after(2);
    const auto tenth = residual_after(10);
    for (std::size_t l = 0; l < lanes.size(); ++l) {
      CAPTURE(shell);
      CAPTURE(l);
      CAPTURE(second[l]);
      CAPTURE(tenth[l]);
      CHECK((tenth[l] < 1e-5 || std::pow(tenth[l] / second[l], 1.0 / 8) < 0.5));
    }
  }
}

TEST_CASE("a V-cycle leaves less than a quarter of the residual in smooth media") {
  // From random sources, mean over the cycles before single precision shows; several extents,
  // not cubic and not powers of two, and decay lengths from one voxel to beyond the box.
  for (const Lattice::Extent& extent : {Lattice::Extent{16, 16, 16},
                                        {32, 32, 32},
                                        {31, 17, 24},
                                        {9, 33, 12},
                                        {64, 16, 5},
                                        {3, 16, 50}}) {
    const Lattice sites(extent, 20.0);
    std::vector<LaneSpec> lanes;
    for (const double diffusivity : {10.0, 6000.0, 3e5})
      for (const BoundaryKind kind :
           {BoundaryKind::open, BoundaryKind::fixed, BoundaryKind::closed})
        lanes.push_back(lane(diffusivity, 0.05, Storage::transient, all_faces(kind)));
    const auto residual_after = [&](int cycles) {
      FactorBlock block(block_spec(sites, lanes));
      for (std::uint32_t v = 0; v < sites.size(); ++v)
        for (std::size_t l = 0; l < lanes.size(); ++l)
          block.add_source(l, Site{v}, v * 2654435761U >> 25 < 6 ? 1e5 : 0);
      return block.advance(10, {.tolerance = 0, .cycle_limit = cycles}).relative_residual;
    };
    const auto first = residual_after(1);
    const auto third = residual_after(3);
    for (std::size_t l = 0; l < lanes.size(); ++l) {
      CAPTURE(l);
      CAPTURE(extent[0]);
      CHECK(first[l] < 0.35);
      CHECK((third[l] < 2e-3 || std::sqrt(third[l] / first[l]) < 0.25));
    }
  }
}
