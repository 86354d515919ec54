// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Stressed β cells release CXCL12, the signal of an injured islet.
///
///   r = q · min(s, 1)        [molecules/min]        q  rate [molecules/min]     s  stress [1]
///
/// Neglects the stroma, which secretes CXCL12 without injury.
struct Cxcl12Secretion {
  static constexpr Mechanism info{
      .key = "cxcl12_secretion",
      .group = "msc",
      .rows = {15},
      .shape = Shape::secretion,
      .claim = "Stressed β cells of an injured islet release CXCL12, to which MSCs home",
      .equation = "r = rate min(stress, 1)",
      .source = "Gong et al. 2014 doi:10.3892/mmr.2014.2053: CXCL12 rises in injured pancreas",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "5.6e3 molecules/cell/h",
                            range("0 molecules/cell/h", "1e6 molecules/cell/h"),
                            "Severino et al. 2017, reticular fibroblasts, in popellab/SPQSP_PDAC, "
                            "MAPLE inference log; taken over for β cells",
                            "CXCL12 of a β cell at stress 1")
                            .of_factor("CXCL12"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, Deposits& deposits) const {
    for (const auto i : beta) {
      if (!beta->alive(i) || beta->stress[i] <= 0) continue;
      const double stress = std::min(static_cast<double>(beta->stress[i]), 1.0);
      deposits.secrete(Factor::cxcl12, beta->site_of(i), p.rate * stress);
    }
  }
};

}  // namespace isletsim
