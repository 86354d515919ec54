// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"

namespace isletsim {

/// Antigen-presenting cells live for a while in the lymph node.
///
///   an APC, or a B cell with antigen, goes when t − t_arrival ≥ T        T lifespan [min]
struct ApcLifespan {
  static constexpr Mechanism info{
      .key = "apc_lifespan",
      .group = "antigen_presentation",
      .rows = {7},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Antigen-presenting cells live for a while in the lymph node",
      .equation = "gone when t - t_arrival >= T",
      .source = "Linderman et al. 2010 J Immunol",
      .confidence = Confidence::medium};

  struct Parameters {
    double lifespan;
    static auto describe() {
      return parameters(row("lifespan", &Parameters::lifespan, "36 h", range("1 h", "1000 h"),
                            "Linderman et al. 2010 J Immunol (24-48 h)",
                            "life of a licensed dendritic cell"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    for (std::size_t row = host.apcs.size(); row-- > 0;) {
      if (exchange.begin - host.apcs.arrival_time[row] >= p.lifespan) host.apcs.remove(row);
    }
    auto& b_cells = host.b_cells;
    for (std::size_t row = b_cells.size(); row-- > 0;) {
      if (exchange.begin - b_cells.arrival_time[row] >= p.lifespan) b_cells.remove(row);
    }
  }
};

}  // namespace isletsim
