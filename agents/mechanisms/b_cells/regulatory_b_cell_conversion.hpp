// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Naive and activated B cells become regulatory, more under MSCs.
///
///   h = c · (1 + w S)        hazard of conversion [1/min]
///
///   c  rate [1/min]     S  suppression by MSCs, neutral at 0 [1]     w  msc_sensitivity [1]
///
/// Neglects the way back.
struct RegulatoryBCellConversion {
  static constexpr Mechanism info{
      .key = "regulatory_b_cell_conversion",
      .group = "b_cells",
      .rows = {29},
      .shape = Shape::hazard,
      .claim = "B cells become regulatory, more under MSCs",
      .equation = "h = rate (1 + msc_sensitivity S)",
      .source = "PMC8466915 (regulatory B cells double under MSCs in lupus mice); rate assumed",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double msc_sensitivity;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.03 1/day", range("0 1/day", "10 1/day"),
              "assumed: keeps a minority regulatory over the weeks that a B cell stays",
              "hazard of conversion without MSCs"),
          row("msc_sensitivity", &Parameters::msc_sensitivity, 1, range(0, 10),
              "PMC8466915: regulatory B cells double in lupus mice under MSCs",
              "excess of the hazard under full suppression by MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells) const {
    for (const auto i : b_cells) {
      if (b_cells->is(BCellState::regulatory, i)) continue;
      const auto suppression = static_cast<double>(b_cells->msc_suppression[i]);
      b_cells->fate.add(i, BCellFate::to_regulatory,
                        p.rate * (1 + p.msc_sensitivity * suppression));
    }
  }
};

}  // namespace isletsim
