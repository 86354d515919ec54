// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <cstdint>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Activated B cells that find a helper T cell in the lymph node become plasma cells.
///
///   h = k · T/(T + B) · (1 − S)        hazard [1/min]
///
///   k  rate [1/min]     T  cognate helper T cells that expand in the node or
///   pass it with the blood [cells]
///   B  activated B cells there [cells]     S  suppression by MSCs, neutral at 0 [1]
///
/// A plasma cell here is the clone of one B cell. Neglects affinity maturation and memory B cells.
struct PlasmaCellFormation {
  static constexpr Mechanism info{
      .key = "plasma_cell_formation",
      .group = "b_cells",
      .rows = {1, 29},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Activated B cells that find a helper T cell become plasma cells",
      .equation = "h = rate T / (T + B) (1 - S)",
      .source =
          "assumed: plasma cells appear a few days after B cells were helped; Corcione et al. 2006 "
          "Blood 107:367 (loss under MSCs)",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.5 1/day", range("0 1/day", "100 1/day"),
                            "assumed: half of the helped cells within the life of an "
                            "antigen-presenting cell in the node",
                            "hazard of a B cell with help"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    auto& b_cells = host.b_cells;
    std::int64_t seeking = 0;
    for (const std::int64_t weight : b_cells.weight.values()) seeking += weight;
    std::int64_t helping = 0;
    for (const Cd4Subset subset : {Cd4Subset::th0, Cd4Subset::th1, Cd4Subset::th17}) {
      helping += host.pools.blood[clone_of(subset)];
      for (std::size_t row = 0; row < host.expansion.rows(); ++row)
        helping += host.expansion.cells[row * clone_classes + clone_of(subset)];
    }
    if (helping == 0 || seeking == 0) return;
    const double help = static_cast<double>(helping) / static_cast<double>(helping + seeking);
    for (std::size_t row = 0; row < b_cells.size(); ++row) {
      const double hazard = p.rate * help * (1 - b_cells.suppression[row]);
      const std::int64_t formed =
          RandomStream(exchange.seed, draws[0], b_cells.id_of(row), exchange.step)
              .binomial(b_cells.weight[row], math::event_probability(hazard, exchange.length()));
      b_cells.weight[row] -= formed;
      host.pools.plasma_cells[0] += formed;
    }
  }
};

}  // namespace isletsim
