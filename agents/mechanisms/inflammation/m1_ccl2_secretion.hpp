// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// M1 macrophages release CCL2, which recruits more macrophages and dendritic cells: a constant
/// rate [molecules/cell/min].
struct M1Ccl2Secretion {
  static constexpr Mechanism info{.key = "m1_ccl2_secretion",
                                  .group = "inflammation",
                                  .rows = {2, 11},
                                  .shape = Shape::secretion,
                                  .claim = "M1 macrophages release CCL2",
                                  .equation = "rate = ccl2",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double ccl2;
    static auto describe() {
      return parameters(
          row("ccl2", &Parameters::ccl2, "7.5e3 molecule/cell/h",
              range("0 molecule/cell/h", "5e4 molecule/cell/h"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, 2e-10 nmol/cell/day",
              "release of CCL2")
              .of_factor("CCL2"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, Deposits& deposits) const {
    for (const auto i : macrophages)
      if (macrophages->is(MacrophagePhenotype::m1, i))
        deposits.secrete(Factor::ccl2, macrophages->site_of(i), p.ccl2);
  }
};

}  // namespace isletsim
