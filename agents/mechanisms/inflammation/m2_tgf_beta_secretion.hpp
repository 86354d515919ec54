// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/tgf_beta_activation.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// M2 macrophages release TGF-β, of which a share becomes active.
///
///   rate = q · a        active TGF-β [molecules/min]
///
///   q  tgf_beta, total [molecules/cell/min]      a  active_share, see `TgfBetaActivation` [1]
struct M2TgfBetaSecretion {
  static constexpr Mechanism info{.key = "m2_tgf_beta_secretion",
                                  .group = "inflammation",
                                  .rows = {11, 39},
                                  .shape = Shape::secretion,
                                  .claim = "M2 macrophages release TGF-β",
                                  .equation = "rate = tgf_beta active_share",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double tgf_beta;
    static auto describe() {
      return parameters(row("tgf_beta", &Parameters::tgf_beta, "1e3 molecule/cell/h",
                            range("0 molecule/cell/h", "5e3 molecule/cell/h"),
                            "assumed: as MSCs, 1 ng/10^6 cells/24 h",
                            "release of TGF-β, latent and active")
                            .of_factor("TGF_beta"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages,
                  const TgfBetaActivation& activation, Deposits& deposits) const {
    for (const auto i : macrophages)
      if (macrophages->is(MacrophagePhenotype::m2, i))
        deposits.secrete(Factor::tgf_beta, macrophages->site_of(i),
                         p.tgf_beta * activation.active_share);
  }
};

}  // namespace isletsim
