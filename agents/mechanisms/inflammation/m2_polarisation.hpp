// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IL-10, TGF-β, PGE2 and engulfed apoptotic cells turn M0 and M1 macrophages into M2.
///
///   h = r · (1 + w · X)                               hazard of turning M2 [1/min]
///   X = H(I; K_I) + H(γT; K_T) + H(γP; K_P) + e
///
///   r  rate [1/min]                w  signal_weight [1]       γ  local_retention [1]
///   I, T, P  IL-10, TGF-β, PGE2 [nM]      e  memory of apoptotic cells engulfed [1]
///   K_I, K_T, K_P  half-saturations [nM]
///
/// Educated by MSCs at 1 : 10 for three days, macrophages become CD206⁺ IL-10⁺ (Kim and Hematti
/// 2009). Neglects IL-4 and IL-13.
struct M2Polarisation {
  static constexpr Mechanism info{
      .key = "m2_polarisation",
      .group = "inflammation",
      .rows = {11},
      .shape = Shape::hazard,
      .claim = "IL-10, TGF-β, PGE2 and apoptotic meals turn macrophages into M2",
      .equation =
          "h = rate (1 + signal_weight (H(IL10; il10_half_saturation, 1) + H(gamma_loc "
          "TGF_beta; tgf_beta_half_saturation, 1) + H(gamma_loc PGE2; "
          "pge2_half_saturation, 1) + efferocytosis))",
      .source =
          "Kim and Hematti 2009 Exp Hematol 37:1445; popellab/SPQSP_PDAC 01f8a31e, "
          "pdac_qsp_priors.csv",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    double signal_weight;
    double il10_half_saturation;
    double tgf_beta_half_saturation;
    double pge2_half_saturation;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.045 1/day", range("0 1/day", "1 1/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv", "hazard without any signal"),
          row("signal_weight", &Parameters::signal_weight, "20", range("0", "100"),
              "derived: about 1/day under MSCs at 1:10 (Kim and Hematti 2009)",
              "increase of the hazard by one saturated signal"),
          row("il10_half_saturation", &Parameters::il10_half_saturation, "8 pM",
              range("1 pM", "100 pM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "IL-10 at half its effect")
              .of_factor("IL10"),
          row("tgf_beta_half_saturation", &Parameters::tgf_beta_half_saturation, "70 pM",
              range("10 pM", "1 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "TGF-β at half its effect")
              .of_factor("TGF_beta"),
          row("pge2_half_saturation", &Parameters::pge2_half_saturation, "10 nM",
              range("0.5 nM", "200 nM"), "assumed: affinity of EP2 and EP4, 1-100 nM",
              "PGE2 at half its effect")
              .of_factor("PGE2"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages,
                  const Environment& environment, const Gains& gains) const {
    for (const auto i : macrophages) {
      if (macrophages->is(MacrophagePhenotype::m2, i)) continue;
      const double signal =
          math::hill(environment(Factor::il10, i), p.il10_half_saturation) +
          math::hill(gains.local_retention * environment(Factor::tgf_beta, i),
                     p.tgf_beta_half_saturation) +
          math::hill(gains.local_retention * environment(Factor::pge2, i), p.pge2_half_saturation) +
          static_cast<double>(macrophages->efferocytosis[i]);
      macrophages->fate.add(i, MacrophageFate::to_m2, p.rate * (1 + p.signal_weight * signal));
    }
  }
};

}  // namespace isletsim
