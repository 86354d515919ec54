// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// M2 macrophages release IL-10 at a constant rate [molecules/cell/min].
struct M2Il10Secretion {
  static constexpr Mechanism info{.key = "m2_il10_secretion",
                                  .group = "inflammation",
                                  .rows = {11, 39},
                                  .shape = Shape::secretion,
                                  .claim = "M2 macrophages release IL-10",
                                  .equation = "rate = il10",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double il10;
    static auto describe() {
      return parameters(row("il10", &Parameters::il10, "75 molecule/cell/h",
                            range("0 molecule/cell/h", "5e3 molecule/cell/h"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv", "release of IL-10")
                            .of_factor("IL10"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, Deposits& deposits) const {
    for (const auto i : macrophages)
      if (macrophages->is(MacrophagePhenotype::m2, i))
        deposits.secrete(Factor::il10, macrophages->site_of(i), p.il10);
  }
};

}  // namespace isletsim
