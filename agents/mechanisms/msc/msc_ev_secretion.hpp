// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs release extracellular vesicles at a constant rate [particles/cell/min].
///
/// A particle counts as a molecule: the factor's native unit, 1, is 602 particles in 1000 µm³, the
/// amount that 1 nM of molecules would be.
struct MscEvSecretion {
  static constexpr Mechanism info{.key = "msc_ev_secretion",
                                  .group = "msc",
                                  .rows = {26},
                                  .shape = Shape::secretion,
                                  .claim = "MSCs release extracellular vesicles",
                                  .equation = "rate = vesicles",
                                  .source = "assumed: 1000-10 000 particles/cell/day in culture",
                                  .confidence = Confidence::low};

  struct Parameters {
    double vesicles;
    static auto describe() {
      return parameters(row("vesicles", &Parameters::vesicles, "100 molecule/cell/h",
                            range("0 molecule/cell/h", "1000 molecule/cell/h"),
                            "assumed: 1000-10 000 particles/cell/day in culture",
                            "release of vesicles, each counted as a molecule"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs, Deposits& deposits) const {
    for (const auto i : mscs)
      deposits.secrete(Factor::extracellular_vesicles, mscs->site_of(i), p.vesicles);
  }
};

}  // namespace isletsim
