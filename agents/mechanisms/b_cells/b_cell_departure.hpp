// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Activated B cells carry their antigen to the lymph node.
///
///   h = 1/τ while activated        hazard of leaving the islet [1/min]        τ  transit_time
///   [min]
///
/// Neglects follicles that form in the islet's own border in advanced insulitis.
struct BCellDeparture {
  static constexpr Mechanism info{.key = "b_cell_departure",
                                  .group = "b_cells",
                                  .rows = {7, 13},
                                  .shape = Shape::hazard,
                                  .claim = "activated B cells carry antigen to the lymph node",
                                  .equation = "h = 1 / transit_time while activated",
                                  .source = "assumed: as dendritic cells",
                                  .confidence = Confidence::low};

  struct Parameters {
    double transit_time;
    static auto describe() {
      return parameters(row("transit_time", &Parameters::transit_time, "24 h",
                            range("1 h", "1000 day"), "assumed: as mature dendritic cells",
                            "mean time until an activated cell leaves"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells) const {
    for (const auto i : b_cells)
      if (b_cells->is(BCellState::activated, i))
        b_cells->fate.add(i, BCellFate::departure, 1 / p.transit_time);
  }
};

}  // namespace isletsim
