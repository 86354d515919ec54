// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Apoptotic β cells that no macrophage engulfs become necrotic.
///
///   h = k        hazard of secondary necrosis of an apoptotic cell [1/min]        k  rate [1/min]
///
/// Neglects the few hours for which the membrane holds at first.
struct SecondaryNecrosis {
  static constexpr Mechanism info{
      .key = "secondary_necrosis",
      .group = "clearance",
      .rows = {6},
      .shape = Shape::hazard,
      .claim = "Apoptotic β cells that no macrophage engulfs become necrotic",
      .equation = "h = rate",
      .source = "Marée et al. 2006 Phil Trans R Soc A 364:1267",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "3.5e-4 1/min",
                            range("0 1/min", "1e-2 1/min"),
                            "Marée et al. 2006 Phil Trans R Soc A 364:1267: 0.5 1/day",
                            "hazard of secondary necrosis"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta)
      if (beta->apoptotic(i)) beta->fate.add(i, BetaFate::secondary_necrosis, p.rate);
  }
};

}  // namespace isletsim
