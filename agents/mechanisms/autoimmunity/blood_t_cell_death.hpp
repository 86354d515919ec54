// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Effector T cells die in the blood, and B cells that follow them as fast.
///
///   h = μ        hazard of death [1/min]
struct BloodTCellDeath {
  static constexpr Mechanism info{
      .key = "blood_t_cell_death",
      .group = "autoimmunity",
      .rows = {9},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Effector T cells and B cells die in the blood",
      .equation = "h = mu",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (0.1/day)",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double death_rate;
    static auto describe() {
      return parameters(row("death_rate", &Parameters::death_rate, "0.1 1/day",
                            range("0 1/day", "2 1/day"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (0.05-0.25/day)",
                            "death of effector T cells, and of B cells"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double chance = math::event_probability(p.death_rate, exchange.length());
    for (std::size_t k = 0; k < clone_classes; ++k) {
      const std::int64_t dead = exchange.random(draws[0], k).binomial(host.pools.blood[k], chance);
      host.pools.blood[k] -= dead;
      host.pools.died[k] += dead;
    }
  }
};

}  // namespace isletsim
