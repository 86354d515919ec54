// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Bacteria in the islet turn M0 and M2 macrophages into M1.
///
///   h = r while bacteria are in the islet        hazard of turning M1 [1/min]        r  rate
///
/// Neglects the kinds of bacteria and of their receptors.
struct BacterialActivation {
  static constexpr Mechanism info{.key = "bacterial_activation",
                                  .group = "inflammation",
                                  .rows = {5, 11},
                                  .shape = Shape::hazard,
                                  .claim = "Bacteria in the islet turn macrophages into M1",
                                  .equation = "h = rate while bacteria are in the islet",
                                  .source = "assumed: endotoxin is the classical signal for M1",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "1 1/day", range("0 1/day", "10 1/day"),
                            "assumed: most macrophages within a day or two; the upper rate of the "
                            "priors in popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
                            "hazard of turning M1 in an islet with bacteria"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages,
                  const SystemicState& systemic) const {
    if (!systemic.bacteria) return;
    for (const auto i : macrophages) {
      if (!macrophages->is(MacrophagePhenotype::m1, i))
        macrophages->fate.add(i, MacrophageFate::to_m1, p.rate);
    }
  }
};

}  // namespace isletsim
