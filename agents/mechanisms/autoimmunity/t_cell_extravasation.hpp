// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <vector>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Effector T cells, and B cells with them, leave the blood at peri-islet venules that present
/// CXCL10.
///
///   h_i = h₀ · H(P · C_i; K) · E_i · A_i / Σ A      hazard of a blood cell to enter islet i
///   [1/min]
///
///   h₀ entry_rate   C_i CXCL10 at the venules of islet i [nM]   K CXCR3 half-saturation [nM]
///   E_i adhesion to their endothelium [1]   A_i surface [µm²]
///
/// A cell chooses among all islets of the body, so A is weighted; islets compete for it. An islet
/// that stands for many receives one cell of a class for as many that enter. Accounts begin at
/// random, or a class that is rare would come late.
struct TCellExtravasation {
  static constexpr Mechanism info{
      .key = "t_cell_extravasation",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim =
          "Effector T cells and B cells leave the blood at peri-islet venules that present CXCL10",
      .equation = "h = h0 H(P CXCL10; K) adhesion A / sum A",
      .source =
          "assumed: entry within an hour at full presentation; CXCR3 affinity from chemotaxis "
          "assays",
      .confidence = Confidence::low};
  /// Remainders at the start; entry.
  static constexpr Draws<2> draws{info.key};

  struct Parameters {
    double entry_rate;
    double half_saturation;
    double presentation;
    static auto describe() {
      return parameters(
          row("entry_rate", &Parameters::entry_rate, "0.02 1/min", range("0 1/min", "1 1/min"),
              "assumed: entry within an hour at full presentation",
              "hazard of entry at full presentation"),
          row("half_saturation", &Parameters::half_saturation, "0.5 nM", range("0.01 nM", "50 nM"),
              "assumed: CXCR3 chemotaxis in culture answers to 0.1-3 nM",
              "CXCL10 at which half of the receptors are bound")
              .of_factor("CXCL10"),
          row("presentation", &Parameters::presentation, 30, range(1, 1000),
              "assumed: glycosaminoglycans concentrate chemokines on endothelium, as for MSC "
              "homing",
              "level presented by venules, relative to tissue"));
    }
  };

  void start(const Parameters&, Host& host) const {
    for (std::size_t i = 0; i < host.accounts.rows(); ++i) {
      for (std::size_t k = 0; k < clone_classes; ++k) {
        const std::size_t account = i * clone_classes + k;
        RandomStream random = host.model().random_at_start(draws[0], account);
        host.accounts.t_cell_remainder[account] = static_cast<std::int64_t>(
            random.below(static_cast<std::uint64_t>(host.accounts.weight[i])));
      }
    }
  }

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    double surface = 0;
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
      surface += exchange.outboxes[i].surface * static_cast<double>(host.accounts.weight[i]);
    }
    if (surface <= 0) return;
    const std::size_t islets = exchange.outboxes.size();
    std::vector<double> hazards(islets);
    // Hazards of this islet and those after it: at the last one the conditional chance is
    // exactly 1.
    std::vector<double> remaining(islets + 1);
    for (std::size_t i = islets; i-- > 0;) {
      const double level =
          exchange.outboxes[i].at_venules[static_cast<std::size_t>(Factor::cxcl10)];
      const double share =
          exchange.outboxes[i].surface * static_cast<double>(host.accounts.weight[i]) / surface;
      hazards[i] = p.entry_rate * math::hill(p.presentation * level, p.half_saturation) *
                   host.accounts.adhesion[i] * share;
      remaining[i] = hazards[i] + remaining[i + 1];
    }
    const double chance = math::event_probability(remaining[0], exchange.length());
    for (std::size_t k = 0; k < clone_classes; ++k) {
      RandomStream random = exchange.random(draws[1], k);
      std::int64_t entering = random.binomial(host.pools.blood[k], chance);
      host.pools.blood[k] -= entering;
      for (std::size_t i = 0; entering > 0; ++i) {
        const std::int64_t here = random.binomial(entering, hazards[i] / remaining[i]);
        entering -= here;
        exchange.inboxes[i].t_cells[k] += Host::transfer(
            here, host.accounts.t_cell_remainder[i * clone_classes + k], host.accounts.weight[i]);
      }
    }
  }
};

}  // namespace isletsim
