// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs in the islet die at a constant hazard [1/min].
struct MscDeath {
  static constexpr Mechanism info{.key = "msc_death",
                                  .group = "msc",
                                  .rows = {16},
                                  .shape = Shape::hazard,
                                  .claim = "MSCs in the islet live for about a week",
                                  .equation = "h = rate",
                                  .source =
                                      "assumed: between Eggenhofer et al. 2012 (gone within "
                                      "days) and reports of a week in the pancreas",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.12 1/day", range("0 1/day", "2 1/day"),
                            "assumed: half-life of 5.8 days, 0.05-0.5/day", "hazard of death"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs) const {
    for (const auto i : mscs) mscs->fate.add(i, MscFate::death, p.rate);
  }
};

}  // namespace isletsim
