// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/parameters/parameter.hpp"

namespace isletsim {

/// [parameters.tgf_beta_activation]: cells release TGF-β latent; the share that becomes active does
/// not depend on the cell that released it.
struct TgfBetaActivation {
  double active_share;  ///< [1]

  static auto describe() {
    return parameters(row("active_share", &TgfBetaActivation::active_share, 0.1, range(0, 1),
                          "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: f_active_TGFb",
                          "share of released TGF-β that becomes active"));
  }
};

}  // namespace isletsim
