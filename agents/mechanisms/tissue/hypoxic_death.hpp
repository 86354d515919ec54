// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/environment.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// β cells die where oxygen runs out, as in the core of a graft without vessels.
///
///   h = k · K² / (K² + c²) if c < K, else 0        hazard of death by hypoxia [1/min]
///
///   k  rate [1/min]     c  oxygen [nM]     K  critical_level [nM]
///
/// Neglects the hours for which glycolysis can bridge a lack of oxygen.
struct HypoxicDeath {
  static constexpr Mechanism info{
      .key = "hypoxic_death",
      .group = "tissue",
      .rows = {21},
      .shape = Shape::hazard,
      .claim = "β cells die where oxygen runs out",
      .equation = "h = rate critical_level^2 / (critical_level^2 + O2^2) if O2 < critical_level",
      .source = "Buchwald 2009 doi:10.1186/1742-4682-6-5",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double critical_level;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "1.7e-3 1/min", range("0 1/min", "0.1 1/min"),
              "assumed: anoxic cells die within half a day", "hazard of death without oxygen"),
          row("critical_level", &Parameters::critical_level, "3 uM", range("0.01 uM", "30 uM"),
              "Buchwald 2011 doi:10.1186/1742-4682-8-20: insulin secretion is halved at 3 uM",
              "oxygen below which cells die")
              .of_factor("O2"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels) const {
    const double critical_squared = p.critical_level * p.critical_level;
    for (const auto i : beta) {
      const double oxygen = levels(Factor::oxygen, i);
      if (!beta->alive(i) || oxygen >= p.critical_level) continue;
      const double share = critical_squared / (critical_squared + oxygen * oxygen);
      beta->fate.add(i, BetaFate::hypoxia, p.rate * share);
    }
  }
};

}  // namespace isletsim
