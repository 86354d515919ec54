// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Plasma cells die.
///
///   h = μ        hazard of death [1/min]        μ  rate [1/min]
///
/// Neglects that short-lived and long-lived ones differ.
struct PlasmaCellDeath {
  static constexpr Mechanism info{.key = "plasma_cell_death",
                                  .group = "b_cells",
                                  .rows = {1},
                                  .shape = Shape::host,
                                  .cadence = Cadence::exchange,
                                  .claim = "Plasma cells die",
                                  .equation = "h = rate",
                                  .source =
                                      "assumed: half live a month, between days of "
                                      "plasmablasts and years of long-lived ones",
                                  .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.02 1/day", range("0 1/day", "10 1/day"),
                            "assumed: half live a month", "hazard of death"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    std::int64_t& cells = host.pools.plasma_cells[0];
    cells -= exchange.random(draws[0]).binomial(cells,
                                                math::event_probability(p.rate, exchange.length()));
  }
};

}  // namespace isletsim
