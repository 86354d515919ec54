// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/population.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

StateVariable::StateVariable(Population& population, ColumnInfo info, float initial)
    : column_(population, std::move(info), initial) {
  population.states_.push_back(this);
}

void StateVariable::clear(std::size_t rows) {
  inflow_.assign(rows, 0);
  loss_.assign(rows, 0);
}

void StateVariable::commit(double dt) {
  double latest_loss = 0;  // most cells of a type relax alike
  double share = 0;
  for (std::size_t row = 0; row < inflow_.size(); ++row) {
    const double inflow = inflow_[row];
    const double loss = loss_[row];
    if (inflow == 0 && loss == 0) continue;
    if (loss != latest_loss) {
      latest_loss = loss;
      share = math::event_probability(loss, dt);
    }
    const double change = loss > 0 ? (inflow / loss - column_[row]) * share : inflow * dt;
    column_[row] = static_cast<float>(column_[row] + change);
  }
}

CompetingRisks::CompetingRisks(Population& population, std::size_t fates) : fates_(fates) {
  population.risks_.push_back(this);
}

void CompetingRisks::clear(std::size_t rows) {
  hazards_.assign(rows * fates_, 0);
  factors_.assign(rows * fates_, 1);
}

std::size_t CompetingRisks::draw(std::size_t row, double dt, RandomStream random) const {
  double total = 0;
  for (std::size_t fate = 0; fate < fates_; ++fate) total += this->hazard(row, fate);
  if (total <= 0 || !random.event(total, dt)) return none;
  double remaining = random.uniform() * total;
  std::size_t last = none;
  for (std::size_t fate = 0; fate < fates_; ++fate) {
    const double hazard = this->hazard(row, fate);
    if (hazard <= 0) continue;
    last = fate;
    remaining -= hazard;
    if (remaining < 0) break;
  }
  return last;
}

std::vector<CompetingRisks::Drawn> CompetingRisks::draw_all(const Population& cells, double dt,
                                                            const RandomSource& random) const {
  std::vector<Drawn> all;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::size_t fate = this->draw(row, dt, random(draws[0], cells.id_of(row)));
    if (fate != none) all.push_back({row, fate});
  }
  return all;
}

Population::Population(std::string name, std::string doc, Layer layer, double diameter,
                       std::uint32_t colour)
    : Table(std::move(name), Axis::cells, std::move(doc)),
      layer_(layer),
      diameter_(diameter),
      colour_(colour) {}

std::size_t Population::append(CellId cell, Site at, std::int64_t step) {
  const std::size_t row = this->rows();
  this->resize(row + 1);
  id[row] = cell.value();
  site[row] = at.value();
  birth_step[row] = step;
  return row;
}

void Population::remove(std::size_t row) {
  const std::size_t last = this->rows() - 1;
  for (AnyColumn* column : this->columns()) column->copy_row(last, row);
  this->resize(last);
}

std::vector<std::size_t> Population::rows_by_id() const {
  std::vector<std::size_t> rows(this->rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return id[a] < id[b]; });
  return rows;
}

void Population::permute(std::span<const std::size_t> order) {
  ISLETSIM_EXPECT(order.size() == this->rows());
  const std::size_t n = this->rows();
  this->resize(2 * n);
  for (AnyColumn* column : this->columns()) {
    for (std::size_t i = 0; i < n; ++i) column->copy_row(order[i], n + i);
    for (std::size_t i = 0; i < n; ++i) column->copy_row(n + i, i);
  }
  this->resize(n);
}

void Population::clear_scratch() {
  for (StateVariable* state : states_) state->clear(this->rows());
  for (CompetingRisks* risks : risks_) risks->clear(this->rows());
}

void Population::commit_states(double dt) {
  for (StateVariable* state : states_) state->commit(dt);
}

void MotilePopulation::place(std::size_t row, const Vector3& point, Site at) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    position[3 * row + axis] = static_cast<float>(point[axis]);
  }
  site[row] = at.value();
}

Vector3 MotilePopulation::position_of(std::size_t row) const {
  return {position[3 * row], position[3 * row + 1], position[3 * row + 2]};
}

Vector3 MotilePopulation::direction_of(std::size_t row) const {
  return {direction[3 * row], direction[3 * row + 1], direction[3 * row + 2]};
}

void MotilePopulation::clear_moves() {
  speed_.assign(this->rows(), 0);
  turn_cosine_.assign(this->rows(), 0);
  bias_.assign(this->rows(), Vector3{});
  barred_.assign(this->rows(), 0);
}

}  // namespace isletsim
