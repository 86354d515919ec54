// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Primed T cells divide in the lymph node and leave for the blood after a delay.
///
///   exported = primed · 2ⁿ   after delay        with (1/f − 1) bystanders for each
///
///   n divisions, helper_divisions of CD4⁺ T cells [1]   f cognate_fraction: islet-specific share
///   of the T cells that enter islets [1]
///
/// Bystanders are activated T cells of other specificities that traffic with them. Neglects death
/// during expansion.
struct ClonalExpansion {
  static constexpr Mechanism info{
      .key = "clonal_expansion",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Primed T cells divide in the lymph node and leave for the blood after a delay",
      .equation = "exported = primed 2^n after the delay",
      .source = "van Stipdonk et al. 2001; Mempel et al. 2004",
      .confidence = Confidence::high};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double divisions;
    double export_delay;
    double cognate_fraction;
    double helper_divisions;
    static auto describe() {
      return parameters(
          row("divisions", &Parameters::divisions, 8, range(0, 14),
              "PMC3441463, table 2: 4-10 divisions of SIV-specific CTL", "divisions before export"),
          row("export_delay", &Parameters::export_delay, "72 h", range("1 h", "240 h"),
              "Mempel et al. 2004: 24 h lag, then 6 h per division",
              "time from priming to the blood"),
          row("cognate_fraction", &Parameters::cognate_fraction, per_species(0.3, 0.1),
              range(0.01, 1),
              "assumed: up to 30-40 % of the CD8⁺ T cells of NOD islets react to IGRP, a few % of "
              "human ones bind tetramers",
              "islet-specific share of the T cells that enter islets"),
          row("helper_divisions", &Parameters::helper_divisions, 7, range(0, 14),
              "assumed: CD4⁺ T cells are fewer than CD8⁺ in insulitis (Willcox et al. 2009)",
              "divisions of CD4 T cells before export"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const auto intervals =
        static_cast<std::size_t>(std::max(1.0, std::ceil(p.export_delay / exchange.length())));
    auto& queue = host.expansion;
    if (queue.rows() != intervals) queue.resize(intervals);
    for (std::size_t k = 0; k < clone_classes; ++k) {
      const std::int64_t leaving = queue.cells[k];
      host.pools.blood[k] += leaving;
      host.pools.exported[k] += leaving;
    }
    for (std::size_t j = 0; j + 1 < intervals; ++j) queue.cells.copy_row(j + 1, j);
    const std::size_t last = (intervals - 1) * clone_classes;
    std::int64_t cognate = 0;
    for (std::size_t k = 0; k < avidity_classes; ++k) {
      RandomStream random = exchange.random(draws[0], k);
      const std::int64_t progeny =
          random.round(static_cast<double>(exchange.primed[k]) * math::pow(2.0, p.divisions));
      queue.cells[last + k] = progeny;
      cognate += progeny;
    }
    queue.cells[last + bystander_clone] =
        exchange.random(draws[0], bystander_clone)
            .round(static_cast<double>(cognate) * (1 / p.cognate_fraction - 1));
    std::int64_t helpers = 0;
    for (std::size_t k = first_cd4_clone; k < cd4_bystander_clone; ++k) {
      RandomStream random = exchange.random(draws[0], k);
      const std::int64_t progeny = random.round(static_cast<double>(exchange.primed[k]) *
                                                math::pow(2.0, p.helper_divisions));
      queue.cells[last + k] = progeny;
      helpers += progeny;
    }
    queue.cells[last + cd4_bystander_clone] =
        exchange.random(draws[0], cd4_bystander_clone)
            .round(static_cast<double>(helpers) * (1 / p.cognate_fraction - 1));
  }
};

}  // namespace isletsim
