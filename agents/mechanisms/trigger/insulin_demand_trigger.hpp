// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/host/host.hpp"

namespace isletsim {

/// For a while the body needs more insulin, as in growth spurts, infections or weight gain.
///
///   demand = factor until `duration` after the last time of treatment, else 1
///
/// The demand divides insulin sensitivity; glucose, the load on β cells, their stress and their
/// neo-antigen follow. Neglects a slow return to normal.
struct InsulinDemandTrigger {
  static constexpr Mechanism info{
      .key = "insulin_demand_trigger",
      .group = "trigger",
      .rows = {5},
      .shape = Shape::treatment,
      .cadence = Cadence::exchange,
      .claim = "For a while the body needs more insulin, which burdens β cells",
      .equation = "demand = factor for duration after the treatment, else 1",
      .source = "assumed: the accelerator hypothesis, Wilkin 2001 Diabetologia 44:914",
      .confidence = Confidence::low};

  struct Parameters {
    double factor;
    double duration;
    static auto describe() {
      return parameters(
          row("factor", &Parameters::factor, 1.5, range(1, 10),
              "assumed: puberty lowers insulin sensitivity by about a third (Amiel et al. 1986 N "
              "Engl J Med 315:215)",
              "insulin demand relative to health"),
          row("duration", &Parameters::duration, "30 day", range("1 h", "10 year"),
              "assumed: weeks", "time for which the demand is raised"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    double& until = host.pools.insulin_demand_until[0];
    for (const Treatment& treatment : host.model().treatments) {
      if (treatment.kind != TreatmentKind::insulin_demand) continue;
      treatment.for_each_due(exchange.begin, exchange.end, [&](std::int64_t) {
        until = std::max(until, exchange.begin + p.duration);
        exchange.events.push_back({exchange.begin, 0, "insulin_demand", "trigger"});
      });
    }
    host.pools.insulin_demand[0] = until > exchange.begin ? p.factor : 1;
  }
};

}  // namespace isletsim
