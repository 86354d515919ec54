// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Bacteria in the islet kill β cells.
///
///   h = μ while bacteria are in the islet        hazard of death by bacteria [1/min]
///
///   μ  rate [1/min]
///
/// The trigger decides when and where they strike. They live outside cells, so MHC class I
/// does not rise with them. Neglects growth and spread.
struct BacterialDamage {
  static constexpr Mechanism info{.key = "bacterial_damage",
                                  .group = "tissue",
                                  .rows = {5},
                                  .shape = Shape::hazard,
                                  .claim = "Bacteria in the islet kill β cells",
                                  .equation = "h = rate while bacteria are in the islet",
                                  .source =
                                      "assumed: a trigger that sets antigen free, as "
                                      "strong as a virus",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.02 1/day", range("0 1/day", "1 1/day"),
                            "assumed: a pulse of a week takes about 13 % of an islet's β cells",
                            "extra hazard of death in an islet with bacteria"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const SystemicState& systemic) const {
    if (!systemic.bacteria) return;
    for (const auto i : beta)
      if (beta->alive(i)) beta->fate.add(i, BetaFate::bacteria, p.rate);
  }
};

}  // namespace isletsim
