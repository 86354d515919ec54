// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// B cells die in the islet.
///
///   h = μ        hazard of death [1/min]        μ  rate [1/min]
///
/// Neglects death by lack of help.
struct BCellDeath {
  static constexpr Mechanism info{.key = "b_cell_death",
                                  .group = "b_cells",
                                  .rows = {13},
                                  .shape = Shape::hazard,
                                  .claim = "B cells die in the islet",
                                  .equation = "h = rate",
                                  .source = "assumed: half as fast as effector T cells",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.05 1/day", range("0 1/day", "2 1/day"),
                            "assumed: B cells outlive effector T cells, which die at 0.1 1/day",
                            "hazard of death"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells) const {
    for (const auto i : b_cells) b_cells->fate.add(i, BCellFate::death, p.rate);
  }
};

}  // namespace isletsim
