// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Regulatory B cells release IL-10 at a constant rate [molecules/cell/min].
struct RegulatoryBCellIl10Secretion {
  static constexpr Mechanism info{
      .key = "regulatory_b_cell_il10_secretion",
      .group = "b_cells",
      .rows = {29},
      .shape = Shape::secretion,
      .claim = "regulatory B cells release IL-10",
      .equation = "rate = il10",
      .source = "Iwata et al. 2011 Blood 117:530, in popellab/SPQSP_PDAC, MAPLE inference log",
      .confidence = Confidence::medium};

  struct Parameters {
    double il10;
    static auto describe() {
      return parameters(
          row("il10", &Parameters::il10, "106 molecule/cell/h",
              range("0 molecule/cell/h", "5e3 molecule/cell/h"),
              "Iwata et al. 2011 Blood 117:530, in popellab/SPQSP_PDAC, MAPLE inference log",
              "release of IL-10")
              .of_factor("IL10"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells, Deposits& deposits) const {
    for (const auto i : b_cells)
      if (b_cells->is(BCellState::regulatory, i))
        deposits.secrete(Factor::il10, b_cells->site_of(i), p.il10);
  }
};

}  // namespace isletsim
