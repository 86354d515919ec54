// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Lymphocytes enter the islet only where its basement membrane is degraded.
///
///   a cell at an element with m ≥ m* takes no step into the islet
///
///   m  integrity of the element [1]     m*  passable_below [1]
///
/// Leaving is not hindered. Macrophages and dendritic cells pass: in health, with the membrane
/// whole, they renew the residents of the islet. Neglects that lymphocytes may squeeze through.
struct MembraneBarrier {
  using Cells = CellTypes<Cd8TCells, Cd4TCells, BCells>;
  static constexpr Mechanism info{
      .key = "membrane_barrier",
      .group = "tissue",
      .rows = {14},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "lymphocytes enter the islet only where its basement membrane is degraded",
      .equation = "no step into the islet from where m >= passable_below",
      .source =
          "Korpos et al. 2013 Diabetes 62:531; Wedgwood et al. 2016 Front Physiol 7:633, "
          "doi:10.3389/fphys.2016.00633",
      .confidence = Confidence::low};

  struct Parameters {
    double passable_below;
    static auto describe() {
      return parameters(row("passable_below", &Parameters::passable_below, 0.5, range(0, 1),
                            "assumed: half degraded is open",
                            "integrity of an element below which cells pass it"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> cells, const BasementMembrane& membrane) const {
    for (const auto i : cells) {
      const Site site = cells->site_of(i);
      if (membrane.at(site) && membrane.integrity(site) >= p.passable_below)
        cells->bar(i, region::islet);
    }
  }
};

}  // namespace isletsim
