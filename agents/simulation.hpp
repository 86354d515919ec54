// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "agents/host/host.hpp"
#include "agents/islet/islet.hpp"
#include "agents/model.hpp"
#include "core/state/state_hash.hpp"

namespace isletsim {

/// A patient in motion: the host and its islets, which meet only at the exchange.
class Simulation {
 public:
  /// Makes everything as it is at the start of the run.
  explicit Simulation(Model model);

  /// Runs each islet to the next exchange as a task of its own, then lets the host act for the
  /// interval to come.
  void advance();

  /// Time since the start of the run [min]; always a whole number of exchange intervals.
  [[nodiscard]] double time() const;
  [[nodiscard]] std::int64_t step() const { return islets_.front()->step(); }
  [[nodiscard]] double exchange_interval() const { return model_.host->exchange_interval; }
  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] Host& host() { return host_; }
  [[nodiscard]] std::vector<std::unique_ptr<Islet>>& islets() { return islets_; }

  /// Everything that persists: the host, then the islets.
  [[nodiscard]] std::vector<StateSection> sections();
  [[nodiscard]] StateHash hash();
  /// Rebuilds what is derived, after the columns were restored or storage was shuffled.
  void rebuild_derived();
  /// Events since the last call.
  [[nodiscard]] std::vector<Event> take_events();
  /// Wall time by phase, all islets together [s].
  [[nodiscard]] PhaseTimes phase_times() const;
  /// Wall time in which islets advanced in parallel [s].
  [[nodiscard]] double parallel_seconds() const { return parallel_seconds_; }

 private:
  void exchange(std::span<const Outbox> outboxes);

  Model model_;
  std::vector<std::unique_ptr<Islet>> islets_;
  /// Wall time of an advance of each islet, a running mean [s].
  std::vector<double> usual_seconds_;
  double parallel_seconds_ = 0;
  Host host_;
  std::vector<Event> events_;
};

}  // namespace isletsim
