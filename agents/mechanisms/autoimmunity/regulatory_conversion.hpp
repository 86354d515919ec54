// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// TGF-β turns helper T cells into regulatory T cells.
///
///   h = c · H(TGF-β; K)        hazard of conversion [1/min]     c  rate [1/min]
///
/// Neglects the way back.
struct RegulatoryConversion {
  static constexpr Mechanism info{.key = "regulatory_conversion",
                                  .group = "autoimmunity",
                                  .rows = {25},
                                  .shape = Shape::hazard,
                                  .claim = "TGF-β turns helper T cells into regulatory T cells",
                                  .equation = "h = rate H(TGF_beta; half_saturation)",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.022 1/day", range("0 1/day", "10 1/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "hazard of conversion under saturating TGF-β"),
          row("half_saturation", &Parameters::half_saturation, "70 pM", range("1 pM", "2 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv", "TGF-β at half the hazard")
              .of_factor("TGF_beta"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells,
                  const Environment& environment) const {
    for (const auto i : t_cells) {
      if (t_cells->cognate[i] == 0 || !t_cells->effector(i)) continue;
      t_cells->fate.add(i, Cd4Fate::to_treg,
                        p.rate * math::hill(environment(Factor::tgf_beta, i), p.half_saturation));
    }
  }
};

}  // namespace isletsim
