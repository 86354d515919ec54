// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Bcl-2, Bcl-xL and XIAP protect β cells from apoptosis.
///
///   h_killed × (1 − w_k P)     h_cytokines × (1 − w_c P)     h_stress × (1 − w_s P)
///
///   P  protection, 0 where nothing induces it [1]     w  share of each route that it can block [1]
///
/// Neglects protection from hypoxia, from virus and from basal turnover.
struct ApoptosisProtection {
  static constexpr Mechanism info{
      .key = "apoptosis_protection",
      .group = "tissue",
      .rows = {17},
      .shape = Shape::hazard,
      .claim = "Bcl-2, Bcl-xL and XIAP protect β cells from apoptosis",
      .equation = "hazards times (1 - share protection): killing, cytokines, stress",
      .source = "assumed: granzyme acts mostly beyond Bcl-2, cytokines and stress upstream of it",
      .confidence = Confidence::low};

  struct Parameters {
    double killing_share;
    double cytokine_share;
    double stress_share;
    static auto describe() {
      return parameters(row("killing_share", &Parameters::killing_share, "0.3", range("0", "1"),
                            "assumed: Bcl-2 blocks only part of granzyme-induced death",
                            "effect of protection on killing by CD8⁺ T cells"),
                        row("cytokine_share", &Parameters::cytokine_share, "1", range("0", "1"),
                            "assumed: the mitochondrial route is all that cytokines use",
                            "effect of protection on death by cytokines"),
                        row("stress_share", &Parameters::stress_share, "1", range("0", "1"),
                            "assumed: the mitochondrial route is all that stress uses",
                            "effect of protection on death by stress"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta) {
      const double protection = std::clamp(static_cast<double>(beta->protection[i]), 0.0, 1.0);
      beta->fate.scale(i, BetaFate::killed, 1 - p.killing_share * protection);
      beta->fate.scale(i, BetaFate::cytokines, 1 - p.cytokine_share * protection);
      beta->fate.scale(i, BetaFate::stress, 1 - p.stress_share * protection);
    }
  }
};

}  // namespace isletsim
