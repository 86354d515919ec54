// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Dendritic cells die or wander off, mature ones sooner.
///
///   h = h_i (1 − m) + h_m m        hazard of death [1/min]
///
///   m  maturity [1]      h_i  immature_rate [1/min]      h_m  mature_rate [1/min]
struct DendriticDeath {
  static constexpr Mechanism info{
      .key = "dendritic_death",
      .group = "antigen_presentation",
      .rows = {1, 7},
      .shape = Shape::hazard,
      .claim = "dendritic cells live for days, mature ones less",
      .equation = "h = immature_rate (1 - maturity) + mature_rate maturity",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
      .confidence = Confidence::medium};

  struct Parameters {
    double immature_rate;
    double mature_rate;
    static auto describe() {
      return parameters(
          row("immature_rate", &Parameters::immature_rate, "0.11 1/day",
              range("0 1/day", "2 1/day"), "assumed: keeps 4.5 cells per islet at the basal influx",
              "loss of immature cells"),
          row("mature_rate", &Parameters::mature_rate, "0.3 1/day", range("0 1/day", "2 1/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, 0.2-1/day",
              "death of mature cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic) const {
    for (const auto i : dendritic) {
      const double maturity = static_cast<double>(dendritic->maturity[i]);
      dendritic->fate.add(i, DendriticFate::death,
                          p.immature_rate * (1 - maturity) + p.mature_rate * maturity);
    }
  }
};

}  // namespace isletsim
