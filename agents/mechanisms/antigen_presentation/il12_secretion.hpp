// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Mature dendritic cells release IL-12, less under MSCs.
///
///   rate = q m (1 − w S)        [molecules/min]
///
///   q  il12 [molecules/cell/min]      m  maturity [1]
///   S  suppression by MSCs, neutral at 0 [1]      w  msc_sensitivity [1]
struct Il12Secretion {
  static constexpr Mechanism info{
      .key = "il12_secretion",
      .group = "antigen_presentation",
      .rows = {12, 28},
      .shape = Shape::secretion,
      .claim = "mature dendritic cells release IL-12, less under MSCs",
      .equation = "rate = il12 maturity (1 - msc_sensitivity msc_suppression)",
      .source =
          "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv; Spaggiari et al. 2009 Blood 113:6576",
      .confidence = Confidence::medium};

  struct Parameters {
    double il12;
    double msc_sensitivity;
    static auto describe() {
      return parameters(row("il12", &Parameters::il12, "2e2 molecule/cell/h",
                            range("0 molecule/cell/h", "2e3 molecule/cell/h"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                            "release of IL-12 by a mature cell")
                            .of_factor("IL12"),
                        row("msc_sensitivity", &Parameters::msc_sensitivity, "0.7", range("0", "1"),
                            "Spaggiari et al. 2009 Blood 113:6576; 40-95 % lost at 1:10",
                            "greatest loss of release under MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic, Deposits& deposits) const {
    for (const auto i : dendritic) {
      const double rate =
          p.il12 * static_cast<double>(dendritic->maturity[i]) *
          (1 - p.msc_sensitivity * static_cast<double>(dendritic->msc_suppression[i]));
      if (rate > 0) deposits.secrete(Factor::il12, dendritic->site_of(i), rate);
    }
  }
};

}  // namespace isletsim
