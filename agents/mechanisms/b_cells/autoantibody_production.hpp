// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"

namespace isletsim {

/// Plasma cells keep up islet autoantibodies in plasma.
///
///   A' = k · (n/N − A)
///
///   A  autoantibodies [1]     k  turnover [1/min]     n  plasma cells [cells]
///   N  reference_cells, in a body of 2500 islets, scaled with the body [cells]
///
/// One quantity stands for the antibodies against all islet antigens. Neglects affinity, and that
/// MSCs lower the secretion of plasma cells, which they do not reach from the islet.
struct AutoantibodyProduction {
  static constexpr Mechanism info{
      .key = "autoantibody_production",
      .group = "b_cells",
      .rows = {1},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Plasma cells keep up islet autoantibodies in plasma",
      .equation = "A' = turnover (n / reference_cells - A)",
      .source = "assumed: the half-life of IgG in people is three weeks, that of 0.02 1/day five",
      .confidence = Confidence::low};

  struct Parameters {
    double turnover;
    double reference_cells;
    static auto describe() {
      return parameters(
          row("turnover", &Parameters::turnover, "0.02 1/day", range("0 1/day", "100 1/day"),
              "assumed: a slow mean over IgG (three weeks in people, one in mice) and the "
              "renewal of plasma cells",
              "rate at which antibodies follow plasma cells"),
          row("reference_cells", &Parameters::reference_cells, 100, range(1, 1e7),
              "assumed: autoantibodies show early, as those against insulin do from four to eight "
              "weeks of age in NOD mice (Yu et al. 2000 PNAS 97:1701, doi:10.1073/pnas.040556697)",
              "plasma cells that keep autoantibodies at 1"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double supported =
        static_cast<double>(host.pools.plasma_cells[0]) / (p.reference_cells * host.scale());
    double& level = host.pools.autoantibodies[0];
    level += (supported - level) * math::event_probability(p.turnover, exchange.length());
  }
};

}  // namespace isletsim
