// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/host/host.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Autoreactive T cells escape the thymus where it shows too little proinsulin.
///
///   N ~ Poisson(q LogN(s · N₀ · (1 + g), σ))        CD8⁺ precursors at the start [cells]
///
///   N₀ precursors   in a body of 2 500 islets with normal tolerance       s  size of the body
///   relative to it [1] g  gap          excess by the risk allele of the INS VNTR [1]         σ
///   spread [1]
///
/// CD4⁺ precursors are Poisson about c (1 + r) times the same lognormal number; q cytotoxic [1],
/// c helpers [1], r hla_risk, the excess by risk haplotypes of HLA class II, on which the thymus
/// selects them [1].
/// CD8⁺ clones fall into equally probable avidity classes of a lognormal distribution. Neglects
/// further peripheral deletion before the start.
struct CentralToleranceGap {
  static constexpr Mechanism info{
      .key = "central_tolerance_gap",
      .group = "autoimmunity",
      .rows = {4},
      .shape = Shape::patient,
      .cadence = Cadence::exchange,
      .claim = "Autoreactive T cells escape the thymus where it shows too little proinsulin",
      .equation = "N ~ Poisson(q LogN(s N0 (1 + g), sigma))",
      .source =
          "T-cell trafficking optimum, Blood 2012, 120:1432 (100-1000 islet-specific precursors "
          "per mouse)",
      .confidence = Confidence::low};
  /// CD8⁺ precursors; CD4⁺ precursors.
  static constexpr Draws<2> draws{info.key};

  struct Parameters {
    double precursors;
    double gap;
    double spread;
    double cytotoxic;
    double helpers;
    double hla_risk;
    static auto describe() {
      return parameters(
          row("precursors", &Parameters::precursors, 300, range(0, 10000),
              "T-cell trafficking optimum, Blood 2012, 120:1432",
              "autoreactive CD8 precursors in a body of 2500 islets with normal tolerance"),
          row("gap", &Parameters::gap, 1, range(0, 10), "assumed: the risk allele doubles escape",
              "excess of precursors by the risk allele"),
          row("spread", &Parameters::spread, 0.1, range(0, 2),
              "assumed: well-mixed fit of NOD incidence",
              "standard deviation of ln N between individuals"),
          row("cytotoxic", &Parameters::cytotoxic, 1, range(0, 1),
              "assumed: the model's scale; 0 where β2-microglobulin is missing (Wicker et al. 1994 "
              "Diabetes 43:500)",
              "share of the CD8 precursors that are present"),
          row("helpers", &Parameters::helpers, 0.5, range(0, 100),
              "assumed: with the risk haplotypes as many CD4⁺ as CD8⁺ precursors",
              "CD4 precursors for each CD8 precursor of a whole thymus, without risk haplotypes"),
          row("hla_risk", &Parameters::hla_risk, 1, range(0, 10),
              "assumed: the risk haplotypes of HLA-DR and DQ, and I-Ag7 of the NOD mouse, double "
              "them; about half of the inherited risk is theirs (Noble and Erlich 2012 Cold Spring "
              "Harb Perspect Med 2:a007732)",
              "excess of CD4 precursors by risk haplotypes of HLA class II"));
    }
  };

  void start(const Parameters& p, Host& host) const {
    RandomStream random = host.model().random_at_start(draws[0]);
    const double mean = random.lognormal(host.scale() * p.precursors * (1 + p.gap), p.spread);
    std::int64_t left = random.poisson(p.cytotoxic * mean);
    host.pools.precursors_at_start[0] = static_cast<double>(left);
    for (std::size_t k = 0; k < avidity_classes; ++k) {
      const std::int64_t share =
          random.binomial(left, 1.0 / static_cast<double>(avidity_classes - k));
      host.pools.naive[k] += share;
      left -= share;
    }
    const std::int64_t helpers =
        host.model().random_at_start(draws[1]).poisson(p.helpers * (1 + p.hla_risk) * mean);
    host.pools.helper_precursors_at_start[0] = static_cast<double>(helpers);
    host.pools.naive[clone_of(Cd4Subset::th0)] += helpers;
  }
};

}  // namespace isletsim
