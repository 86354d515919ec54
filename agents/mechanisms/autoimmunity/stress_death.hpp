// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Stress beyond the CHOP threshold kills β cells.
///
///   h = k · H(s; K, n)        hazard of death by stress [1/min]
///
///   k  rate [1/min]     s  stress [1]     K  threshold [1]     n  steepness [1]
///
/// Neglects adaptation: a cell forgets its stress as soon as it has fallen.
struct StressDeath {
  static constexpr Mechanism info{.key = "stress_death",
                                  .group = "autoimmunity",
                                  .rows = {3},
                                  .shape = Shape::hazard,
                                  .claim = "Stress beyond the CHOP threshold kills β cells",
                                  .equation = "h = rate H(s; threshold, steepness)",
                                  .source = "assumed: no hazard has been measured in vivo",
                                  .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double threshold;
    double steepness;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "7e-6 1/min", range("0 1/min", "1e-3 1/min"),
                            "assumed: at most 1 % of stressed cells per day",
                            "hazard of death at extreme stress"),
                        row("threshold", &Parameters::threshold, "1", range("0.1", "10"),
                            "assumed: stress is counted in units of the CHOP threshold",
                            "stress at half the hazard"),
                        row("steepness", &Parameters::steepness, "4", range("1", "10"),
                            "assumed: close to a threshold", "Hill coefficient"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      beta->fate.add(i, BetaFate::stress,
                     p.rate * math::hill(beta->stress[i], p.threshold, p.steepness));
    }
  }
};

}  // namespace isletsim
