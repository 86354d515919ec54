// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Regulatory T cells of the thymus keep a ratio to effectors: they suppress priming in the lymph
/// node, and go with the effectors that it sends out.
///
///   R ~ LogN(R₀, σ)        S = R/(R + K)        regulatory T cells sent out = R · others sent out
///
///   R₀ ratio [1]   σ spread [1]   K half_ratio [1]   S share of commitments prevented [1]
///
/// Without a source regulatory T cells would vanish. Neglects that antigen expands them.
struct RegulatorySetPoint {
  static constexpr Mechanism info{
      .key = "regulatory_set_point",
      .group = "autoimmunity",
      .rows = {8, 25},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Regulatory T cells keep a ratio to effectors in lymph node and blood",
      .equation = "R ~ LogN(R0, sigma), S = R / (R + half_ratio)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (half_ratio); assumed: ratio",
      .confidence = Confidence::low};
  /// The patient's ratio; cells that leave the lymph node.
  static constexpr Draws<2> draws{info.key};

  struct Parameters {
    double ratio;
    double spread;
    double half_ratio;
    static auto describe() {
      return parameters(row("ratio", &Parameters::ratio, per_species(0.07, 0.08), range(0, 10),
                            "assumed: well-mixed fit of NOD incidence and human onset",
                            "regulatory for each effector T cell"),
                        row("spread", &Parameters::spread, per_species(0.25, 0.5), range(0, 3),
                            "assumed: well-mixed fit of NOD incidence and human onset",
                            "standard deviation of ln R between individuals"),
                        row("half_ratio", &Parameters::half_ratio, 0.31, range(0.01, 10),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                            "regulatory for each effector T cell at half suppression"));
    }
  };

  void start(const Parameters& p, Host& host) const {
    if (p.ratio <= 0) return;
    const double ratio = host.model().random_at_start(draws[0]).lognormal(p.ratio, p.spread);
    host.pools.regulatory_ratio[0] = ratio;
    host.pools.regulatory_suppression[0] = ratio / (ratio + p.half_ratio);
  }

  void operator()(const Parameters&, Host& host, Exchange& exchange) const {
    auto& queue = host.expansion;
    if (queue.rows() == 0) return;
    const std::size_t last = (queue.rows() - 1) * clone_classes;
    std::int64_t others = 0;
    for (std::size_t k = 0; k < clone_classes; ++k) others += queue.cells[last + k];
    queue.cells[last + clone_of(Cd4Subset::treg)] += exchange.random(draws[1]).round(
        host.pools.regulatory_ratio[0] * static_cast<double>(others));
  }
};

}  // namespace isletsim
