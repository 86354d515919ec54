// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Stressed β cells release CCL2.
///
///   r = q · min(s, 1)        [molecules/min]        q  rate [molecules/min]     s  stress [1]
///
/// Neglects induction by cytokines other than through stress.
struct Ccl2SecretionByBeta {
  static constexpr Mechanism info{
      .key = "ccl2_secretion_by_beta",
      .group = "autoimmunity",
      .rows = {2, 11},
      .shape = Shape::secretion,
      .claim = "Stressed β cells release CCL2, which brings macrophages and dendritic cells",
      .equation = "r = rate min(stress, 1)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: 2e-10 nmol/cell/day",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "7.5e3 molecules/cell/h",
                            range("0 molecules/cell/h", "1e6 molecules/cell/h"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, of the order of "
                            "2e-10 nmol/cell/day",
                            "CCL2 of a β cell at stress 1")
                            .of_factor("CCL2"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, Deposits& deposits) const {
    for (const auto i : beta) {
      if (!beta->alive(i) || beta->stress[i] <= 0) continue;
      const double stress = std::min(static_cast<double>(beta->stress[i]), 1.0);
      deposits.secrete(Factor::ccl2, beta->site_of(i), p.rate * stress);
    }
  }
};

}  // namespace isletsim
