// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IL-17A enhances the death of β cells by other cytokines.
///
///   factor = 1 + w H(c; K)        on the hazard of death by cytokines [1]
///
///   w  greatest_enhancement [1]      c  IL-17A at the cell [nM]      K  half_saturation [nM]
///
/// IL-17A alone does not kill. Neglects that it also augments the chemokines that these cytokines
/// induce (Grieco et al. 2014).
struct Il17Synergy {
  static constexpr Mechanism info{
      .key = "il17_synergy",
      .group = "autoimmunity",
      .rows = {10, 12},
      .shape = Shape::hazard,
      .claim = "IL-17A enhances the death of β cells by IL-1β or TNF-α with IFN-γ",
      .equation = "death by cytokines times 1 + greatest_enhancement H(IL17A; half_saturation, 1)",
      .source =
          "Arif et al. 2011 Diabetes 60:2112, 10.2337/db10-1643; Grieco et al. 2014 Diabetologia "
          "57:502, 10.1007/s00125-013-3135-2",
      .confidence = Confidence::low};

  struct Parameters {
    double greatest_enhancement;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("greatest_enhancement", &Parameters::greatest_enhancement, 0.5, range(0, 5),
              "assumed: significant in human islets and rat β cells (Arif et al. 2011); amount",
              "share that saturating IL-17A adds to the hazard"),
          row("half_saturation", &Parameters::half_saturation, "100 pM", range("10 pM", "1 nM"),
              "assumed: 30-300 pM", "IL-17A at half its effect")
              .of_factor("IL17A"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta,
                  const Environment& environment) const {
    for (const auto i : beta) {
      const double level = environment(Factor::il17a, i);
      if (level > 0)
        beta->fate.scale(i, BetaFate::cytokines,
                         1 + p.greatest_enhancement * math::hill(level, p.half_saturation));
    }
  }
};

}  // namespace isletsim
