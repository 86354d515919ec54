// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Naive T cells pass through the pancreatic lymph node in visits.
///
///   hazard of leaving 1/T        hazard of entering f/((1 − f) T)
///
///   T visit [min]     f lymph_node_share of naive cells where none is primed [1]
///
/// So an antigen-presenting cell meets only T cells that visit while it lives: however well it
/// presents antigen, it primes no others. Neglects that inflamed nodes let more cells in.
struct NaiveRecirculation {
  static constexpr Mechanism info{
      .key = "naive_recirculation",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Naive T cells pass through the pancreatic lymph node in visits",
      .equation = "h_out = 1 / visit, h_in = f / ((1 - f) visit), f = lymph_node_share",
      .source = "Ganusov & Auerbach 2014 PLoS Comput Biol, 10.1371/journal.pcbi.1003586 (visit)",
      .confidence = Confidence::medium};
  /// First visits; visits later on.
  static constexpr Draws<2> draws{info.key};

  struct Parameters {
    double lymph_node_share;
    double visit;
    static auto describe() {
      return parameters(
          row("lymph_node_share", &Parameters::lymph_node_share, per_species(0.015, 0.01),
              range(0, 0.5), "assumed: well-mixed fit of NOD incidence and human onset",
              "share of naive T cells that is in the pancreatic lymph node"),
          row("visit", &Parameters::visit, "10 h", range("1 h", "100 h"),
              "Ganusov & Auerbach 2014 PLoS Comput Biol, 10.1371/journal.pcbi.1003586 (8-24 h)",
              "mean stay of a naive T cell in a lymph node"));
    }
  };

  void start(const Parameters& p, Host& host) const {
    for (std::size_t k = 0; k < clone_classes; ++k) {
      RandomStream random = host.model().random_at_start(draws[0], k);
      host.pools.visiting[k] = random.binomial(host.pools.naive[k], p.lymph_node_share);
    }
  }

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    // Exact for an interval of any length: both hazards together mix the two places.
    const double mixed =
        math::event_probability(1 / ((1 - p.lymph_node_share) * p.visit), exchange.length());
    const double leave = (1 - p.lymph_node_share) * mixed;
    const double enter = p.lymph_node_share * mixed;
    for (std::size_t k = 0; k < clone_classes; ++k) {
      RandomStream random = exchange.random(draws[1], k);
      std::int64_t& visiting = host.pools.visiting[k];
      const std::int64_t entering = random.binomial(host.pools.naive[k] - visiting, enter);
      visiting += entering - random.binomial(visiting, leave);
    }
  }
};

}  // namespace isletsim
