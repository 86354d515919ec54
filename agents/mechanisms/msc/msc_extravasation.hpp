// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs arrested at endothelium pass through it into the tissue.
///
///   h = 1/τ        hazard of extravasation of an arrested cell [1/min]
///
///   τ  transit_time [min]
struct MscExtravasation {
  static constexpr Mechanism info{.key = "msc_extravasation",
                                  .group = "msc",
                                  .rows = {15},
                                  .shape = Shape::hazard,
                                  .claim = "arrested MSCs extravasate within hours",
                                  .equation = "h = 1 / transit_time",
                                  .source = "assumed: transmigration in culture takes 1-4 h",
                                  .confidence = Confidence::low};

  struct Parameters {
    double transit_time;
    static auto describe() {
      return parameters(row("transit_time", &Parameters::transit_time, "120 min",
                            range("10 min", "1000 day"),
                            "assumed: transmigration in culture takes 1-4 h",
                            "mean time from arrest to extravasation"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs) const {
    for (const auto i : mscs)
      if (!mscs->extravasated(i)) mscs->fate.add(i, MscFate::extravasation, 1 / p.transit_time);
  }
};

}  // namespace isletsim
