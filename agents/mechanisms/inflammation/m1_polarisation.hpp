// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Danger signals, IFN-γ and engulfed necrotic cells turn M0 and M2 macrophages into M1.
///
///   h = r · [H(D; K_D) + H(G; K_G) + w · n]      hazard of turning M1 [1/min]
///
///   r    rate [1/min]                             D    DAMP [dead-cell equivalents]
///   G    IFN-γ [nM]                               n    memory of necrotic cells engulfed [1]
///   K_D  damp_half_saturation                     K_G  ifn_gamma_half_saturation
///   w    necrotic_weight [1]
///
/// Neglects TLR ligands other than DAMP, and intermediate phenotypes.
struct M1Polarisation {
  static constexpr Mechanism info{
      .key = "m1_polarisation",
      .group = "inflammation",
      .rows = {6, 11},
      .shape = Shape::hazard,
      .claim = "danger signals, IFN-γ and necrotic meals turn macrophages into M1",
      .equation =
          "h = rate (H(DAMP; damp_half_saturation, 1) + H(IFN_gamma; "
          "ifn_gamma_half_saturation, 1) + necrotic_weight necrotic_meal)",
      .source =
          "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv; Marée et al. 2006 Phil Trans R Soc A "
          "364:1267",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double damp_half_saturation;
    double ifn_gamma_half_saturation;
    double necrotic_weight;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.2 1/day", range("0 1/day", "2 1/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "hazard at saturation of one signal"),
          row("damp_half_saturation", &Parameters::damp_half_saturation, "1", range("0.1", "10"),
              "assumed: one dead cell within 40 um is noticed",
              "DAMP at half its effect, in dead-cell equivalents"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: 10-1000 U/ml activate macrophages in culture",
              "IFN-γ at half its effect")
              .of_factor("IFN_gamma"),
          row("necrotic_weight", &Parameters::necrotic_weight, "5", range("0", "20"),
              "assumed: a necrotic meal switches at the upper rate of the priors, 1/day",
              "effect of a necrotic meal relative to one saturated signal"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages,
                  const Environment& environment) const {
    for (const auto i : macrophages) {
      if (macrophages->is(MacrophagePhenotype::m1, i)) continue;
      const double signal =
          math::hill(environment(Factor::damp, i), p.damp_half_saturation) +
          math::hill(environment(Factor::ifn_gamma, i), p.ifn_gamma_half_saturation) +
          p.necrotic_weight * static_cast<double>(macrophages->necrotic_meal[i]);
      macrophages->fate.add(i, MacrophageFate::to_m1, p.rate * signal);
    }
  }
};

}  // namespace isletsim
