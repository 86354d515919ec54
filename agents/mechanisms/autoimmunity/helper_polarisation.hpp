// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Helper T cells that are primed in the lymph node become Th1 cells where mature
/// antigen-presenting cells prime them.
///
///   p = w/(w + w₀)        share that becomes Th1,   w = Σ n L B / Σ n L
///
///   n, L, B  number, as dendritic cells that hold as many naive T cells, antigen and costimulation
///   of the antigen-presenting cells, whose IL-12 rises with it [1]     w₀  undifferentiated_weight
///   [1]
///
/// Neglects Th17 cells, which arise in the islet, and helpers that go to follicles.
struct HelperPolarisation {
  static constexpr Mechanism info{
      .key = "helper_polarisation",
      .group = "autoimmunity",
      .rows = {12},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Helper T cells become Th1 cells where mature antigen-presenting cells prime them",
      .equation = "p = w / (w + undifferentiated_weight), w = sum n L B / sum n L",
      .source = "assumed: IL-12 of an antigen-presenting cell rises with its costimulation",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double undifferentiated_weight;
    static auto describe() {
      return parameters(row("undifferentiated_weight", &Parameters::undifferentiated_weight, 0.1,
                            range(1e-6, 10), "assumed: as in the islet",
                            "weight of staying undifferentiated"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    std::int64_t& primed = exchange.primed[clone_of(Cd4Subset::th0)];
    if (primed == 0) return;
    double antigen = 0;
    double stimulating = 0;
    for (const std::size_t apc : host.apcs.rows_by_id()) {
      const double carried = host.naive_stimulators(apc) * host.apcs.antigen[apc];
      antigen += carried;
      stimulating += carried * host.apcs.costimulation[apc];
    }
    if (antigen <= 0) return;
    const double weight = stimulating / antigen;
    const std::int64_t polarised =
        exchange.random(draws[0]).binomial(primed, weight / (weight + p.undifferentiated_weight));
    primed -= polarised;
    exchange.primed[clone_of(Cd4Subset::th1)] += polarised;
  }
};

}  // namespace isletsim
