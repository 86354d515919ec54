// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/movement.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/random.hpp"

namespace isletsim {

namespace {

Vector3 round_to_float(const Vector3& v) {
  return {static_cast<double>(static_cast<float>(v[0])),
          static_cast<double>(static_cast<float>(v[1])),
          static_cast<double>(static_cast<float>(v[2]))};
}

double length(const Vector3& v) { return std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]); }

// Reflects a point at the faces of the box and turns the direction with it.
void reflect(const Lattice& lattice, Vector3& point, Vector3& direction) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double edge = lattice.extent()[axis] * lattice.spacing();
    if (point[axis] < 0) {
      point[axis] = -point[axis];
      direction[axis] = -direction[axis];
    }
    if (point[axis] >= edge) {
      point[axis] = 2 * edge - point[axis];
      direction[axis] = -direction[axis];
    }
    // Exactly on the far face a point has no site; the last float inside has.
    point[axis] = std::clamp(point[axis], 0.0, edge * (1 - 1e-6));
  }
}

}  // namespace

void Movement::plan(std::span<MotilePopulation* const> cells, const Occupancy& occupancy,
                    std::int64_t step, double dt) {
  intents_.clear();
  const Lattice& lattice = occupancy.lattice();
  for (std::size_t which = 0; which < cells.size(); ++which) {
    const MotilePopulation& population = *cells[which];
    TurnDistribution turns(0);  // the latest: most cells of a type turn alike
    for (std::size_t row = 0; row < population.size(); ++row) {
      const double distance = population.speed(row) * dt;
      if (distance <= 0) continue;
      ISLETSIM_EXPECT(distance <= lattice.spacing());
      RandomStream random(seed_, draws[0], population.id_of(row), step);
      Vector3 direction = population.direction_of(row);
      if (turns.mean_cosine() != population.turn_cosine(row))
        turns = TurnDistribution(population.turn_cosine(row));
      direction =
          length(direction) > 0 ? random.direction_about(direction, turns) : random.direction();
      const Vector3& bias = population.bias_of(row);
      const double bias_probability = length(bias);
      const bool biased = bias_probability > 0 && random.bernoulli(bias_probability);
      Vector3 along = direction;
      if (biased) {
        along = {bias[0] / bias_probability, bias[1] / bias_probability,
                 bias[2] / bias_probability};
      }
      Vector3 target = population.position_of(row);
      for (std::size_t axis = 0; axis < 3; ++axis) target[axis] += distance * along[axis];
      reflect(lattice, target, along);
      // A step along the bias is no part of the walk, and nor is its reflection.
      if (!biased) direction = along;
      target = round_to_float(target);
      const Site site = lattice.site(lattice.coordinates(target));
      const bool leaves = site != population.site_of(row);
      const bool blocked = leaves && (this->is_barred(site, population.barred(row)) ||
                                      !occupancy.motile(site).vacant());
      if (leaves && !blocked) contest_.enter(site.value(), population.id_of(row), step);
      intents_.push_back({static_cast<std::uint32_t>(which), static_cast<std::uint32_t>(row),
                          target, direction, site, blocked});
    }
  }
}

void Movement::apply(std::span<Population* const> populations,
                     std::span<MotilePopulation* const> cells, Occupancy& occupancy,
                     std::int64_t step) {
  for (const Intent& intent : intents_) {
    MotilePopulation& population = *cells[intent.population];
    const std::size_t row = intent.row;
    const Site from = population.site_of(row);
    const bool moves =
        !intent.blocked &&
        (intent.site == from || contest_.wins(intent.site.value(), population.id_of(row), step));
    for (std::size_t axis = 0; axis < 3; ++axis) {
      // A cell that is held up forgets its direction: contact inhibition of locomotion.
      population.direction[3 * row + axis] =
          moves ? static_cast<float>(intent.direction[axis]) : 0.0F;
    }
    if (!moves) continue;
    population.place(row, intent.target, intent.site);
    if (intent.site == from) continue;
    const auto number = static_cast<std::size_t>(
        std::find(populations.begin(), populations.end(), &population) - populations.begin());
    occupancy.set(Layer::motile, from, Occupant{});
    occupancy.set(Layer::motile, intent.site, Occupant{number, row});
  }
  contest_.clear();
}

}  // namespace isletsim
