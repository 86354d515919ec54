// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/mechanisms/shared/g1_checkpoint.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD8⁺ effector T cells and CD4⁺ T cells divide in the islet unless they are arrested in G1.
///
///   h = k if D − P > 2u − 1, else 0        hazard of division [1/min]
///
///   k  rate [1/min]     D  cyclin D2 [1]     P  p27kip1 [1]
///   u  threshold of the cell for entering S phase, uniform in (0, 1), the same all its life [1]
///
/// Uninhibited (D = 1, P = 0) every cell divides; thresholds that differ between cells make the
/// arrested share rise gradually with inhibition.
struct TCellProliferation {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "t_cell_proliferation",
      .group = "autoimmunity",
      .rows = {24},
      .shape = Shape::hazard,
      .claim = "T cells divide in the islet unless cyclin D2 and p27 hold them in G1",
      .equation = "h = rate if cyclin_d2 - p27 > 2 u - 1",
      .source = "Glennie et al. 2005 Blood 105:2821",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.05 1/day", range("0 1/day", "2 1/day"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: proliferation of "
                            "CD8⁺ T cells in tissue",
                            "hazard of division of a cell that is not arrested"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const RandomSource& random) const {
    for (const auto i : t_cells) {
      if (passes_g1(t_cells, i, random)) t_cells->fate.add(i, P::Fate::division, p.rate);
    }
  }
};

}  // namespace isletsim
