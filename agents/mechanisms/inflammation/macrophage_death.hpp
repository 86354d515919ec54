// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages die at a constant hazard [1/min], whatever their phenotype.
struct MacrophageDeath {
  static constexpr Mechanism info{.key = "macrophage_death",
                                  .group = "inflammation",
                                  .rows = {11},
                                  .shape = Shape::hazard,
                                  .claim = "macrophages live for about three weeks",
                                  .equation = "h = rate",
                                  .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "0.05 1/day", range("0 1/day", "1 1/day"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, 0.02-0.1/day",
                            "hazard of death"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages) const {
    for (const auto i : macrophages) macrophages->fate.add(i, MacrophageFate::death, p.rate);
  }
};

}  // namespace isletsim
