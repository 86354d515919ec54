// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/now.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// T cells, and B cells as they do, leave the islet for the blood.
///
///   h = 1/τ unless bound        hazard of egress [1/min]        τ  residence_time [min]
///
/// Neglects resident memory cells and the way to a vessel.
struct TCellEgress {
  using Cells = CellTypes<Cd8TCells, Cd4TCells, BCells>;
  static constexpr Mechanism info{
      .key = "t_cell_egress",
      .group = "autoimmunity",
      .rows = {9},
      .shape = Shape::hazard,
      .claim = "T cells and B cells leave the islet after some days",
      .equation = "h = 1 / residence_time unless bound",
      .source = "assumed: residence in islets has not been measured; days in other tissues",
      .confidence = Confidence::low};

  struct Parameters {
    double residence_time;
    static auto describe() {
      return parameters(row("residence_time", &Parameters::residence_time, "5 day",
                            range("0.1 day", "1000 day"),
                            "assumed: 2 to 20 days in inflamed tissue",
                            "mean stay of a T cell that never binds, and of a B cell"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Now& now) const {
    for (const auto i : t_cells)
      if (!t_cells->held(i, now.step)) t_cells->fate.add(i, P::Fate::egress, 1 / p.residence_time);
  }
};

}  // namespace isletsim
