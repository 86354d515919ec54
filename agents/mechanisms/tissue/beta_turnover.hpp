// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// β cells die at the low rate of a healthy pancreas.
///
///   h = μ        hazard of death by turnover [1/min]        μ  rate [1/min]
///
/// At health `beta_replication` makes up for it. Neglects its fall with age.
struct BetaTurnover {
  static constexpr Mechanism info{
      .key = "beta_turnover",
      .group = "tissue",
      .shape = Shape::hazard,
      .claim = "β cells die at the low rate of a healthy pancreas",
      .equation = "h = rate",
      .source = "nPOD study of 47 donors, PMC5546851: apoptotic β cells are very rare",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, per_species("1e-3 1/day", "2e-4 1/day"),
                            range("0 1/day", "5e-2 1/day"),
                            "assumed: equal to replication where β mass is steady: old mice 0.1 "
                            "%/day (PMC3431647), adults 0.02 %/day (Meier et al. 2008)",
                            "hazard of basal apoptosis"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta)
      if (beta->alive(i)) beta->fate.add(i, BetaFate::turnover, p.rate);
  }
};

}  // namespace isletsim
