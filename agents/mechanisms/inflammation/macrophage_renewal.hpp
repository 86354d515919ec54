// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/islet/arrivals.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Monocytes replace the resident macrophages of a healthy islet.
///
///   rate = μ · R        monocytes that enter the islet [cells/min]
///
///   μ turnover of residents [1/min]   R residents of a healthy islet [cells]
///
/// Without it macrophages die out. Neglects division of residents.
struct MacrophageRenewal {
  static constexpr Mechanism info{
      .key = "macrophage_renewal",
      .group = "inflammation",
      .rows = {11},
      .shape = Shape::arrival,
      .claim = "Monocytes replace the resident macrophages of a healthy islet",
      .equation = "rate = mu R",
      .source = "Calderon et al. 2015 J Exp Med; assumed: turnover equals death",
      .confidence = Confidence::medium};

  struct Parameters {
    double turnover;
    double residents;
    static auto describe() {
      return parameters(
          row("turnover", &Parameters::turnover, "0.05 1/day", range("0 1/day", "2 1/day"),
              "assumed: equals the death of macrophages", "turnover of resident macrophages"),
          row("residents", &Parameters::residents, per_species("8 cell/islet", "5 cell/islet"),
              range("0 cell/islet", "100 cell/islet"),
              "Calderon et al. 2015 J Exp Med (5-10 per mouse islet); popellab/SPQSP_PDAC, imaging "
              "medians",
              "macrophages of a healthy islet"));
    }
  };

  void operator()(const Parameters& p, Arrivals& arrivals, const VenuleState&) const {
    arrivals.macrophages.add(p.turnover * p.residents);
  }
};

}  // namespace isletsim
