// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/tgf_beta_activation.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Regulatory T cells release TGF-β, of which a share becomes active.
///
///   rate = q · a        active TGF-β [molecules/min]
///
///   q  tgf_beta, total [molecules/cell/min]      a  active_share, see `TgfBetaActivation` [1]
///
/// Neglects IL-10, of which purified Foxp3⁺ T cells make almost none by themselves.
struct RegulatoryTgfBetaSecretion {
  static constexpr Mechanism info{.key = "regulatory_tgf_beta_secretion",
                                  .group = "autoimmunity",
                                  .rows = {12, 25},
                                  .shape = Shape::secretion,
                                  .claim = "regulatory T cells release TGF-β",
                                  .equation = "rate = tgf_beta active_share",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double tgf_beta;
    static auto describe() {
      return parameters(row("tgf_beta", &Parameters::tgf_beta, "3e3 molecules/cell/h",
                            range("0 molecules/cell/h", "1e5 molecules/cell/h"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                            "release of total TGF-β")
                            .of_factor("TGF_beta"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells,
                  const TgfBetaActivation& activation, Deposits& deposits) const {
    for (const auto i : t_cells) {
      if (t_cells->is(Cd4Subset::treg, i))
        deposits.secrete(Factor::tgf_beta, t_cells->site_of(i),
                         p.tgf_beta * activation.active_share);
    }
  }
};

}  // namespace isletsim
