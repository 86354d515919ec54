// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// T cells die in the islet.
///
///   h = μ        hazard of death [1/min]        μ  rate [1/min]
///
/// Neglects death by activation and by lack of cytokine.
struct TCellDeath {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{.key = "t_cell_death",
                                  .group = "autoimmunity",
                                  .rows = {9},
                                  .shape = Shape::hazard,
                                  .claim = "T cells die in the islet",
                                  .equation = "h = rate",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.1 1/day", range("0 1/day", "2 1/day"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv; 0.25 1/day in a "
                            "published model of T1D",
                            "hazard of death"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells) const {
    for (const auto i : t_cells) t_cells->fate.add(i, P::Fate::death, p.rate);
  }
};

}  // namespace isletsim
