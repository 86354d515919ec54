// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <cstddef>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// TNF-α and IFN-γ of an islet activate the endothelium of its venules, which then shows VCAM-1
/// and ICAM-1: more of the lymphocytes that its chemokines attract adhere.
///
///   E = b + (1 − b) max(H(γ T; K_T), H(G; K_G))      adhesion [1]
///
///   b basal_share [1]   T TNF-α, G IFN-γ at the venules [nM]   K_T tnf_half_saturation [nM]
///   K_G ifn_gamma_half_saturation [nM]   γ gain of macrophage cytokines [1]
///
/// Neglects the hours that expression takes, and IL-1β.
struct EndothelialActivation {
  static constexpr Mechanism info{
      .key = "endothelial_activation",
      .group = "inflammation",
      .rows = {8},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "Islet endothelium activated by TNF-α or IFN-γ lets lymphocytes adhere",
      .equation =
          "E = basal_share + (1 - basal_share) max(H(gamma_cyt TNF_alpha; tnf_half_saturation, 1), "
          "H(IFN_gamma; ifn_gamma_half_saturation, 1))",
      .source =
          "Hänninen et al. 1993 J Clin Invest 92:2509, doi:10.1172/jci116859 (vessels of inflamed "
          "NOD islets gain adhesion molecules, by which lymphocytes bind to them)",
      .confidence = Confidence::low};

  struct Parameters {
    double basal_share;
    double tnf_half_saturation;
    double ifn_gamma_half_saturation;
    static auto describe() {
      return parameters(
          row("basal_share", &Parameters::basal_share, 0.22, range(0, 1),
              "derived: TNF-α raised the adherence of T cells to endothelium at most 4.5-fold, "
              "Aparicio et al. 1996 Mol Immunol 33:671, doi:10.1016/0161-5890(96)00013-2",
              "adhesion without inflammation, relative to full activation"),
          row("tnf_half_saturation", &Parameters::tnf_half_saturation, "30 pM",
              range("1 pM", "1 nM"),
              "derived: adherence rose from 10 pM on and was greatest at 100 pM, Aparicio et al. "
              "1996 Mol Immunol 33:671, doi:10.1016/0161-5890(96)00013-2",
              "TNF-α at half its effect")
              .of_factor("TNF_alpha"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: as for CX3CL1 of endothelium",
              "IFN-γ at half its effect")
              .of_factor("IFN_gamma"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
      const auto level = [&](Factor factor) {
        return exchange.outboxes[i].at_venules[static_cast<std::size_t>(factor)];
      };
      const double tnf = host.model().gains.macrophage_cytokines * level(Factor::tnf_alpha);
      const double activation =
          std::max(math::hill(tnf, p.tnf_half_saturation),
                   math::hill(level(Factor::ifn_gamma), p.ifn_gamma_half_saturation));
      host.accounts.adhesion[i] = p.basal_share + (1 - p.basal_share) * activation;
    }
  }
};

}  // namespace isletsim
