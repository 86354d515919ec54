// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/stopwatch.hpp"
#include "core/engine/parallel.hpp"

namespace isletsim {

namespace {

// Of the latest value in the running mean of an islet's time. From one hour to the next it varies
// by 12 % (median); of the weights tried, this one left threads idle least.
constexpr double weight_of_latest = 0.3;

}  // namespace

Simulation::Simulation(Model model) : model_(std::move(model)), host_(model_.host) {
  const auto count = static_cast<std::size_t>(model_.host->patient.islets_simulated);
  islets_.resize(count);
  usual_seconds_.resize(count, 0);
  const auto work_arrays = std::make_shared<WorkArrays>();
  for_each_in_parallel(count, [&](std::size_t i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    islets_[i] = std::make_unique<Islet>(
        model_.islet,
        generate_islet(model_.architecture, model_.islet->seed, number, model_.segmented_cells),
        number, work_arrays);
  });
  std::vector<Outbox> outboxes;
  for (const auto& islet : islets_) outboxes.push_back(islet->report());
  this->exchange(outboxes);
}

double Simulation::time() const {
  return static_cast<double>(this->step()) * model_.islet->time.motility_step;
}

void Simulation::advance() {
  const std::int64_t until = this->step() + std::llround(model_.islet->time.exchange_interval /
                                                         model_.islet->time.motility_step);
  std::vector<Outbox> outboxes(islets_.size());
  // The islets that take longest begin first, so that the last tasks to end are short.
  std::vector<std::size_t> order(islets_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return usual_seconds_[a] > usual_seconds_[b];
  });
  {
    const Stopwatch all(parallel_seconds_);
    for_each_in_parallel(order.size(), [&](std::size_t k) {
      const std::size_t i = order[k];
      double seconds = 0;
      {
        const Stopwatch one(seconds);
        outboxes[i] = islets_[i]->advance(until);
      }
      usual_seconds_[i] += weight_of_latest * (seconds - usual_seconds_[i]);
    });
  }
  for (const auto& islet : islets_) {
    const std::vector<Event> events = islet->take_events();
    events_.insert(events_.end(), events.begin(), events.end());
  }
  this->exchange(outboxes);
}

// What the host sends is taken in at once, so that nothing is in flight between two calls of
// advance.
void Simulation::exchange(std::span<const Outbox> outboxes) {
  std::vector<Inbox> inboxes(islets_.size());
  host_.advance(outboxes, inboxes, this->time(), this->step(), events_);
  for (std::size_t i = 0; i < islets_.size(); ++i) islets_[i]->accept(inboxes[i]);
}

std::vector<StateSection> Simulation::sections() {
  std::vector<StateSection> sections{host_.section()};
  for (const auto& islet : islets_) sections.push_back(islet->section());
  return sections;
}

StateHash Simulation::hash() { return hash_state(this->sections()); }

void Simulation::rebuild_derived() {
  for (const auto& islet : islets_) islet->rebuild_derived();
}

std::vector<Event> Simulation::take_events() { return std::exchange(events_, {}); }

PhaseTimes Simulation::phase_times() const {
  PhaseTimes sum{};
  for (const auto& islet : islets_) {
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += islet->times()[k];
  }
  return sum;
}

}  // namespace isletsim
