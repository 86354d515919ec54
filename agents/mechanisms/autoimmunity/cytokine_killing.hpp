// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Accumulated cytokine damage kills β cells by apoptosis.
///
///   h = k · D₃        hazard of death by cytokines [1/min]
///
///   k  rate [1/min]     D₃  late cytokine damage, see `cytokine_damage` [1]
///
/// Neglects differences between β cells in their sensitivity.
struct CytokineKilling {
  static constexpr Mechanism info{.key = "cytokine_killing",
                                  .group = "autoimmunity",
                                  .rows = {10},
                                  .shape = Shape::hazard,
                                  .claim = "Cytokine damage kills β cells by apoptosis",
                                  .equation = "h = rate damage_late",
                                  .source = "Hoorens et al. 2001 Diabetes 50:551",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.08 1/day", range("0 1/day", "1 1/day"),
                            "derived: Delaney et al. 1997 Endocrinology 138:2610 found 25-40 % of "
                            "human islet cells dead by days 6 to 9, which is 0.05-0.08 1/day over "
                            "basal; with the three stages of the delay the upper end kills 38 % "
                            "by day 9, and the lower end reaches 25 % only then",
                            "hazard of apoptosis at full damage"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta)
      if (beta->alive(i)) beta->fate.add(i, BetaFate::cytokines, p.rate * beta->damage_late[i]);
  }
};

}  // namespace isletsim
