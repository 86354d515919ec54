// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Stressed β cells form neo-antigen.
///
///   N' = k · s − N / τ
///
///   N  neo-antigen beyond the basal antigen [1]     s  stress [1]
///   k  formation_rate [1/min]                       τ  lifetime [min]
///
/// Neglects which peptide: hybrid, citrullinated and defective products are one amount.
struct NeoantigenFormation {
  static constexpr Mechanism info{.key = "neoantigen_formation",
                                  .group = "autoimmunity",
                                  .rows = {5},
                                  .shape = Shape::relaxation,
                                  .claim = "Stressed β cells form neo-antigen",
                                  .equation = "N' = formation_rate s - N / lifetime",
                                  .source = "assumed: no rate has been measured",
                                  .confidence = Confidence::low};

  struct Parameters {
    double formation_rate;
    double lifetime;
    static auto describe() {
      return parameters(
          row("formation_rate", &Parameters::formation_rate, "1 1/day",
              range("0 1/day", "10 1/day"),
              "assumed: stress at the CHOP threshold adds, in the long run, three times the unit "
              "of antigen",
              "neo-antigen formed at stress 1"),
          row("lifetime", &Parameters::lifetime, "3 day", range("0.1 day", "30 day"),
              "assumed: days, as for granule proteins", "time until neo-antigen is lost"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      beta->neoantigen.drive(i, p.formation_rate * beta->stress[i]);
      beta->neoantigen.relax(i, 0, p.lifetime);
    }
  }
};

}  // namespace isletsim
