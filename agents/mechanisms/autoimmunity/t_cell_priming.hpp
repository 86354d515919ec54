// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Naive T cells meet antigen-presenting cells in the pancreatic lymph node and commit, or become
/// anergic.
///
///   e   = w n/(τ N)              encounters of a visiting cell with one kind of APC [1/min]
///   p   = H(L a B; K, 2) (1 − S e^(−t/T)) (1 − R)          chance that one commits the cell [1]
///   h_c = Σ e p                  hazard of commitment [1/min]
///   h_a = Σ e α (1 − p)          hazard of anergy [1/min]
///
///   w  APCs, as dendritic cells that hold as many naive T cells [cells]
///   n, τ, N, K  slots [1], scan_time [min], size [cells] and half_saturation [1] of the lymph node
///   L  antigen of the APC, which fades there [1]      a  avidity [1]      B  costimulation [1]
///   S  suppression of the APC by MSCs on arrival [1], t ago, from which it recovers in
///   T suppression_recovery [min]      R  share that regulatory T cells prevent [1]
///   α  anergy_share [1]
///
/// p of CD4⁺ T cells is multiplied by the help of B cells, to 1 at most; they count with the
/// patient's median avidity. The outcomes compete. Macrophages hold far fewer naive T cells than
/// dendritic cells do, which lessens both: NOD mice without the dendritic cells of the lineage that
/// depends on Batf3 get no diabetes, macrophages do not stand in for them (Ferris et al. 2014).
/// Neglects competition of T cells for APCs.
struct TCellPriming {
  static constexpr Mechanism info{
      .key = "t_cell_priming",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim =
          "Naive T cells meet antigen-presenting cells in the "
          "pancreatic lymph node and commit, or become anergic",
      .equation = "h_commit = w n / (tau N) H(L a B; K, 2) (1 - S) (1 - R)",
      .source =
          "Linderman et al. 2010 J Immunol; Mempel et al. 2004; Ferris et al. 2014 Immunity "
          "41:657, "
          "10.1016/j.immuni.2014.09.012",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double anergy_share;
    double suppression_recovery;
    static auto describe() {
      return parameters(row("anergy_share", &Parameters::anergy_share, 0.1, range(0, 1),
                            "assumed: well-mixed fit of NOD incidence",
                            "share of failed encounters that end in anergy"),
                        row("suppression_recovery", &Parameters::suppression_recovery, "48 h",
                            range("1 h", "1000 h"), "assumed: as in the islet",
                            "time constant at which suppression by MSCs fades"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const LymphNode& node = host.model().lymph_node;
    const double encounters = node.contact_rate(host.scale());
    const auto order = host.apcs.rows_by_id();
    const double permitted = 1 - host.pools.regulatory_suppression[0];
    for (std::size_t k = 0; k < clone_classes; ++k) {
      // Naive are the CD8⁺ clones and undifferentiated CD4⁺ T cells.
      if (host.pools.visiting[k] == 0) continue;
      const double help = k >= first_cd4_clone ? host.pools.b_cell_help[0] : 1;
      double commitment = 0;
      double anergy = 0;
      for (const std::size_t apc : order) {
        const double since = exchange.begin - host.apcs.arrival_time[apc];
        const double signal = node.antigen_after(since, host.apcs.antigen[apc]) *
                              host.model().clone_avidity[k] * host.apcs.costimulation[apc];
        const double suppression =
            host.apcs.msc_suppression[apc] * math::exp(-since / p.suppression_recovery);
        const double chance = std::min(1.0, help * permitted * (1 - suppression) *
                                                math::hill(signal, node.half_saturation, 2));
        const double met = encounters * host.naive_stimulators(apc);
        commitment += met * chance;
        anergy += met * p.anergy_share * (1 - chance);
      }
      const double total = commitment + anergy;
      if (total <= 0) continue;
      RandomStream random = exchange.random(draws[0], k);
      const std::int64_t changed = random.binomial(
          host.pools.visiting[k], math::event_probability(total, exchange.length()));
      const std::int64_t committed = random.binomial(changed, commitment / total);
      host.pools.visiting[k] -= changed;
      host.pools.naive[k] -= changed;
      host.pools.anergic[k] += changed - committed;
      host.pools.primed_total[0] += committed;
      exchange.primed[k] += committed;
    }
  }
};

}  // namespace isletsim
