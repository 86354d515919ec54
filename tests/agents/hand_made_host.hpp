// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "agents/host/host.hpp"

namespace isletsim {

/// What a host is made of that has no rules, for tests that call one by hand.
[[nodiscard]] inline HostModel host_without_rules(std::int64_t islets_simulated = 1,
                                                  std::int64_t islets_represented = 2500) {
  HostModel model{.seed = Seed{1},
                  .patient = {.age = 14 * 1440.0,
                              .body_mass = 0.02,
                              .islets_simulated = islets_simulated,
                              .islets_represented = islets_represented},
                  .exchange_interval = 60,
                  .msc = {.initial = 0, .cxcr4_positive = 0.5, .cx3cr1_positive = 0.5},
                  .lymph_node = {.slots = 25,
                                 .scan_time = 3,
                                 .size = 1e6,
                                 .half_saturation = 1,
                                 .antigen_half_life = 3600,
                                 .macrophage_potency = 0.01},
                  .gains = {.local_retention = 1, .macrophage_cytokines = 1},
                  .patient_avidity = 1,
                  .clone_avidity = {},
                  .treatments = {},
                  .rules = {}};
  model.clone_avidity.fill(1);
  return model;
}

/// A host, and what its islets sent and will receive.
struct HandMadeHost {
  explicit HandMadeHost(HostModel model = host_without_rules())
      : host(std::make_shared<const HostModel>(std::move(model))),
        outboxes(host.accounts.rows()),
        inboxes(host.accounts.rows()) {}

  /// The exchange interval that begins at `begin` [min].
  [[nodiscard]] Exchange exchange(double begin = 0) {
    const HostModel& model = host.model();
    return {.begin = begin,
            .end = begin + model.exchange_interval,
            .age = model.patient.age + begin,
            .step = std::llround(begin),
            .seed = model.seed,
            .outboxes = outboxes,
            .inboxes = inboxes,
            .events = events};
  }

  Host host;
  std::vector<Outbox> outboxes;
  std::vector<Inbox> inboxes;
  std::vector<Event> events;
};

/// Four standard deviations of a binomial number: one test in 16 000 would fail by chance, and
/// seeds are fixed.
[[nodiscard]] inline double binomial_bound(double trials, double probability) {
  return 4 * std::sqrt(trials * probability * (1 - probability));
}
/// The same for a Poisson number.
[[nodiscard]] inline double poisson_bound(double mean) { return 4 * std::sqrt(mean); }

}  // namespace isletsim
