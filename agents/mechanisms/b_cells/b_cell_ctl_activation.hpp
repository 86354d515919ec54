// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/nearby.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Activated B cells make the CD8⁺ T cells beside them kill faster.
///
///   h → f · h        hazard of a β cell to be killed, with an activated B cell within 15 µm
///
///   f  factor [1]
///
/// Neglects the means, and that several B cells might do more than one.
struct BCellCtlActivation {
  static constexpr Mechanism info{
      .key = "b_cell_ctl_activation",
      .group = "b_cells",
      .rows = {13},
      .shape = Shape::hazard,
      .claim = "activated B cells make the CD8⁺ T cells beside them kill faster",
      .equation = "killing hazard times factor with an activated B cell within 15 um",
      .source = "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633",
      .confidence = Confidence::low};

  struct Parameters {
    double factor;
    static auto describe() {
      return parameters(row("factor", &Parameters::factor, 1.5, range(1, 10),
                            "assumed: below the 1.9 of Wedgwood et al. 2016 Front Physiol 7:633, "
                            "where every T cell met a B cell",
                            "killing hazard relative to that without B cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Nearby& nearby) const {
    for (const auto i : beta)
      if (nearby.activated_b_cells[beta->site_of(i)] > 0)
        beta->fate.scale(i, BetaFate::killed, p.factor);
  }
};

}  // namespace isletsim
