// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// β cells release CXCL10, much more of it under IFN-γ.
///
///   r = q₀ + (q₁ − q₀) · H(G; K, 1)        [molecules/min]
///
///   q₀, q₁  basal_rate, induced_rate [molecules/min]     G  IFN-γ [nM]     K  half_saturation [nM]
///
/// Neglects the hours of transcription.
struct Cxcl10Secretion {
  static constexpr Mechanism info{
      .key = "cxcl10_secretion",
      .group = "autoimmunity",
      .rows = {2},
      .shape = Shape::secretion,
      .claim = "β cells under IFN-γ release CXCL10, which brings more T cells",
      .equation = "r = basal_rate + (induced_rate - basal_rate) H(IFN_gamma; half_saturation, 1)",
      .source = "assumed: induced fiftyfold; 5 ng/10^6 cells/day in culture",
      .confidence = Confidence::medium};

  struct Parameters {
    double basal_rate;
    double induced_rate;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("basal_rate", &Parameters::basal_rate, "3e2 molecules/cell/h",
              range("0 molecules/cell/h", "1e5 molecules/cell/h"),
              "assumed: a fiftieth of the induced rate", "CXCL10 of a β cell without IFN-γ")
              .of_factor("CXCL10"),
          row("induced_rate", &Parameters::induced_rate, "1.5e4 molecules/cell/h",
              range("0 molecules/cell/h", "1e6 molecules/cell/h"),
              "derived: 5 ng/10^6 cells/day at 8.6 kDa", "CXCL10 of a β cell at saturating IFN-γ")
              .of_factor("CXCL10"),
          row("half_saturation", &Parameters::half_saturation, "5 pM", range("0.5 pM", "300 pM"),
              "assumed: as for MHC-I, both follow STAT1", "IFN-γ at half the induction")
              .of_factor("IFN_gamma"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels,
                  Deposits& deposits) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double induction = math::hill(levels(Factor::ifn_gamma, i), p.half_saturation);
      deposits.secrete(Factor::cxcl10, beta->site_of(i),
                       p.basal_rate + (p.induced_rate - p.basal_rate) * induction);
    }
  }
};

}  // namespace isletsim
