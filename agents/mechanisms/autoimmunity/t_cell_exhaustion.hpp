// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd8_t_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Antigen exhausts cognate CD8⁺ effector T cells for as long as they are bound.
///
///   h = ε while bound        hazard of exhaustion [1/min]        ε  rate [1/min]
///
/// Neglects PD-L1 and the memory of earlier contacts.
struct TCellExhaustion {
  static constexpr Mechanism info{.key = "t_cell_exhaustion",
                                  .group = "autoimmunity",
                                  .rows = {9},
                                  .shape = Shape::hazard,
                                  .claim = "Chronic antigen exhausts CD8⁺ T cells",
                                  .equation = "h = rate while bound",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.05 1/day", range("0 1/day", "2 1/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: basal exhaustion of CD8⁺ T cells",
              "hazard of exhaustion under antigen"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells) const {
    for (const auto i : t_cells) {
      if (t_cells->cognate[i] != 0 && t_cells->effector(i) && t_cells->bound(i))
        t_cells->fate.add(i, Cd8Fate::exhaustion, p.rate);
    }
  }
};

}  // namespace isletsim
