// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// A virus in the islet kills β cells.
///
///   h = μ while the islet is infected        hazard of death by virus [1/min]
///
///   μ  rate [1/min]
///
/// The trigger decides when and where it strikes; the rise of MHC class I under infection is
/// part of `mhc1_upregulation`. Neglects replication and spread of the virus.
struct ViralInfection {
  static constexpr Mechanism info{.key = "viral_infection",
                                  .group = "tissue",
                                  .rows = {5},
                                  .shape = Shape::hazard,
                                  .claim = "A virus in the islet kills β cells",
                                  .equation = "h = rate while infected",
                                  .source =
                                      "assumed: a trigger that sets antigen free; the virus "
                                      "itself is not modelled",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.02 1/day", range("0 1/day", "1 1/day"),
                            "assumed: a pulse of a week takes about 13 % of an islet's β cells",
                            "extra hazard of death in an infected islet"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const SystemicState& systemic) const {
    if (!systemic.infected) return;
    for (const auto i : beta)
      if (beta->alive(i)) beta->fate.add(i, BetaFate::virus, p.rate);
  }
};

}  // namespace isletsim
