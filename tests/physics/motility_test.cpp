// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "core/engine/movement.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

struct Walk {
  double speed;        ///< [µm/min]
  double persistence;  ///< time constant of the loss of direction [min]
  double dt;           ///< [min]
  int steps;
  Vector3 bias = {0, 0, 0};
};

// Mean cosine of the turn in a step: directions decorrelate as exp(−t/τ).
double turn_cosine(const Walk& walk) { return std::exp(-walk.dt / walk.persistence); }

// Displacements [µm] of single cells that walk in free space: one after another in a box whose
// faces none can reach.
std::vector<Vector3> displacements(const Walk& walk, std::size_t cells) {
  const int sites = 2 * static_cast<int>(std::ceil(walk.speed * walk.dt * walk.steps / 10)) + 2;
  const Lattice lattice({sites, sites, sites}, 10);
  MotilePopulation population("walkers", "", Layer::motile, 10, 0);
  const std::array<Population*, 1> populations{&population};
  const std::array<MotilePopulation*, 1> motile{&population};
  Occupancy occupancy(lattice);
  Movement movement(lattice, Seed{29});
  const Vector3 start = lattice.centre();
  const Site start_site = lattice.site(lattice.coordinates(start));
  const double cosine = turn_cosine(walk);

  std::vector<Vector3> results;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    occupancy.add(populations, 0, CellId{1, cell}, start_site, 0);
    population.place(0, start, start_site);
    for (int step = 0; step < walk.steps; ++step) {
      population.clear_moves();
      population.walk(0, walk.speed, cosine);
      population.bias(0, walk.bias);
      movement.plan(motile, occupancy, step, walk.dt);
      movement.apply(populations, motile, occupancy, step);
    }
    const Vector3 end = population.position_of(0);
    results.push_back({end[0] - start[0], end[1] - start[1], end[2] - start[2]});
    occupancy.remove(populations, 0, 0);
  }
  return results;
}

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

struct Estimate {
  double mean;
  double standard_error;
};

template <class Measure>
Estimate estimate(const std::vector<Vector3>& sample, Measure measure) {
  const auto n = static_cast<double>(sample.size());
  double sum = 0;
  for (const Vector3& r : sample) sum += measure(r);
  const double mean = sum / n;
  double squares = 0;
  for (const Vector3& r : sample) squares += (measure(r) - mean) * (measure(r) - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

void check_within_five_errors(const Estimate& found, double expected) {
  CAPTURE(found.mean);
  CAPTURE(found.standard_error);
  CAPTURE(expected);
  CHECK(found.standard_error > 0);
  CHECK(std::abs(found.mean - expected) < 5 * found.standard_error);
}

// Fürth 1920 (Z Phys 2:244) for three dimensions: <r²> = 2 v² τ (t − τ (1 − exp(−t/τ))).
double fuerth(const Walk& walk) {
  const double t = walk.steps * walk.dt;
  const double tau = walk.persistence;
  return 2 * walk.speed * walk.speed * tau * (t - tau * (1 - std::exp(-t / tau)));
}

// The same for n straight steps of length L whose directions correlate as c^|i − j|: the double sum
// L² Σ c^|i − j| = L² (n (1 + c)/(1 − c) − 2 c (1 − cⁿ)/(1 − c)²). It tends to Fürth's formula from
// above for Δt → 0.
double fuerth_in_steps(const Walk& walk) {
  const double c = turn_cosine(walk);
  const double length = walk.speed * walk.dt;
  return length * length *
         (walk.steps * (1 + c) / (1 - c) -
          2 * c * (1 - std::pow(c, walk.steps)) / ((1 - c) * (1 - c)));
}

// Unit vectors along axes, face diagonals and space diagonals of the lattice.
std::vector<Vector3> lattice_directions() {
  std::vector<Vector3> directions;
  for (int x = -1; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      for (int z = -1; z <= 1; ++z) {
        // Of each pair of opposites, one.
        if (9 * x + 3 * y + z <= 0) continue;
        const double norm = std::sqrt(x * x + y * y + z * z);
        directions.push_back({x / norm, y / norm, z / norm});
      }
    }
  }
  return directions;
}

}  // namespace

TEST_CASE("mean-square displacement of the persistent walk follows Fürth's formula") {
  constexpr std::size_t cells = 8000;
  const auto squared = [](const Vector3& r) { return dot(r, r); };
  SUBCASE("continuous, with steps much shorter than the persistence time") {
    // From straight to diffusive. What straight steps add to Fürth's formula is far below the
    // standard errors, which are above 2 · 10⁻³ of it.
    for (const int steps : {50, 200, 1000}) {
      const Walk walk{.speed = 8, .persistence = 2, .dt = 0.02, .steps = steps};
      CHECK(fuerth_in_steps(walk) / fuerth(walk) - 1 < 1e-4);
      check_within_five_errors(estimate(displacements(walk, 2000), squared), fuerth(walk));
    }
  }
  SUBCASE("in the steps of a minute that islets take") {
    for (const double persistence : {0.5, 2.0, 10.0}) {
      for (const int steps : {1, 2, 30}) {
        const Walk walk{.speed = 8, .persistence = persistence, .dt = 1, .steps = steps};
        CAPTURE(persistence);
        CAPTURE(steps);
        const auto found = estimate(displacements(walk, cells), squared);
        if (steps == 1)  // every cell goes the same way, up to the precision of floats
          CHECK(found.mean == approximately(64).epsilon(1e-5));
        else
          check_within_five_errors(found, fuerth_in_steps(walk));
      }
    }
  }
}

// For an isotropic distribution <(r·u)²> = <r²>/3 and <(r·u)⁴> = <r⁴>/5 for every unit vector u,
// and <r·u> = 0. A walk bound to lattice directions breaks the fourth moment.
TEST_CASE("the walk prefers no direction of the lattice") {
  for (const int steps : {2, 20}) {
    CAPTURE(steps);
    const auto sample =
        displacements({.speed = 7, .persistence = 2, .dt = 1, .steps = steps}, 20000);
    const auto directions = lattice_directions();
    REQUIRE(directions.size() == 13);
    for (const Vector3& u : directions) {
      CAPTURE(u[0]);
      CAPTURE(u[1]);
      CAPTURE(u[2]);
      check_within_five_errors(estimate(sample, [&](const Vector3& r) { return dot(r, u); }), 0);
      check_within_five_errors(
          estimate(sample, [&](const Vector3& r) { return dot(r, u) * dot(r, u) - dot(r, r) / 3; }),
          0);
      check_within_five_errors(estimate(sample,
                                        [&](const Vector3& r) {
                                          return std::pow(dot(r, u), 4) - dot(r, r) * dot(r, r) / 5;
                                        }),
                               0);
    }
  }
}

// A step goes along the bias with probability b and otherwise along a walk without a mean, so the
// mean displacement is n b v Δt along the bias and none across it: the chemotaxis index is b.
TEST_CASE("mean displacement along a bias is the bias times the path") {
  constexpr int steps = 20;
  const Vector3 along{2.0 / 3, -1.0 / 3, 2.0 / 3};
  const Vector3 across{1 / std::sqrt(2.0), 0, -1 / std::sqrt(2.0)};
  for (const double b : {0.05, 0.3, 0.9}) {
    CAPTURE(b);
    const Walk walk{.speed = 6,
                    .persistence = 2,
                    .dt = 1,
                    .steps = steps,
                    .bias = {b * along[0], b * along[1], b * along[2]}};
    const auto sample = displacements(walk, 8000);
    check_within_five_errors(estimate(sample, [&](const Vector3& r) { return dot(r, along); }),
                             steps * b * walk.speed * walk.dt);
    check_within_five_errors(estimate(sample, [&](const Vector3& r) { return dot(r, across); }), 0);
  }
  SUBCASE("a bias of 1 leaves nothing to chance") {
    const Walk walk{.speed = 6, .persistence = 2, .dt = 1, .steps = steps, .bias = along};
    for (const Vector3& r : displacements(walk, 10)) {
      for (std::size_t axis = 0; axis < 3; ++axis) {
        CHECK(r[axis] == approximately(steps * 6 * along[axis]).epsilon(1e-5));
      }
    }
  }
}
