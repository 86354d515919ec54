// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/now.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Th0 and Th1 cells that recognise antigen release IL-2.
///
///   rate = q while held, and for τ after the last recognition        IL-2 [molecules/min]
///
///   q  il2 [molecules/cell/min]      τ  burst_duration [min]
///
/// Neglects the little that CD8⁺ T cells make.
struct HelperIl2Secretion {
  static constexpr Mechanism info{
      .key = "helper_il2_secretion",
      .group = "autoimmunity",
      .rows = {12},
      .shape = Shape::secretion,
      .claim = "Th0 and Th1 cells that recognise antigen release IL-2",
      .equation = "rate = il2 while held and for burst_duration after recognition",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
      .confidence = Confidence::medium};

  struct Parameters {
    double il2;
    double burst_duration;
    static auto describe() {
      return parameters(
          row("il2", &Parameters::il2, "6e3 molecules/cell/h",
              range("0 molecules/cell/h", "1e6 molecules/cell/h"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: k_IL2_sec, 1e-11 nmol/cell/h",
              "IL-2 that an engaged cell secretes")
              .of_factor("IL2"),
          row("burst_duration", &Parameters::burst_duration, "24 h", range("0 h", "100 h"),
              "popellab/SPQSP_PDAC 2133ff17, pdac_abm_priors.csv: PARAM_TCELL_IL2_RELEASE_TIME",
              "time for which secretion goes on after recognition"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells, const Now& now,
                  Deposits& deposits) const {
    for (const auto i : t_cells) {
      if (!t_cells->is(Cd4Subset::th0, i) && !t_cells->is(Cd4Subset::th1, i)) continue;
      const auto since = static_cast<double>(now.step - t_cells->last_engagement[i]);
      if (t_cells->held(i, now.step) || since * now.motility_step < p.burst_duration)
        deposits.secrete(Factor::il2, t_cells->site_of(i), p.il2);
    }
  }
};

}  // namespace isletsim
