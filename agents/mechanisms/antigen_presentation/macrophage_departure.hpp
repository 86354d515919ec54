// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/mechanisms/shared/antigen_departure.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Some M1 macrophages that carry antigen leave for the lymph node, as dendritic cells do.
///
///   h = 1/τ where M1 and a > a₀, else 0        hazard of leaving the islet [1/min]
///
///   τ  transit_time [min]      a  antigen, in β cells [1]      a₀  least_antigen [1]
///
/// M1 macrophages count as mature, with all of CD80 and CD86. Of monocytes that engulfed particles
/// in the skin a quarter came to the lymph node, with much costimulation, and the others stayed as
/// macrophages (Randolph et al. 1999). There parameters.lymph_node says how many naive T cells they
/// hold. Neglects that M0 and M2 macrophages leave, too.
struct MacrophageDeparture {
  static constexpr Mechanism info{
      .key = "macrophage_departure",
      .group = "antigen_presentation",
      .rows = {6, 7},
      .shape = Shape::hazard,
      .claim = "some M1 macrophages carry antigen to the lymph node",
      .equation = "h = 1 / transit_time where M1 and antigen > least_antigen",
      .source = "Randolph et al. 1999 Immunity 11:753",
      .confidence = Confidence::low};

  struct Parameters {
    double transit_time;
    double least_antigen;
    static auto describe() {
      return parameters(
          row("transit_time", &Parameters::transit_time, "32 day", range("6 h", "1000 day"),
              "derived: a quarter leaves (Randolph et al. 1999 Immunity 11:753) before the others "
              "die (0.05 1/day) or turn M2 (0.045 1/day): 3 / (0.095 1/day)",
              "mean time until a loaded M1 cell leaves"),
          row("least_antigen", &Parameters::least_antigen, "0.1", range("0", "10"),
              "assumed: as dendritic cells", "antigen above which a cell is loaded, in β cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages) const {
    leave_with_antigen(p, macrophages, MacrophageFate::departure, [&](std::size_t i) {
      return macrophages->is(MacrophagePhenotype::m1, i) ? 1.0 : 0.0;
    });
  }
};

}  // namespace isletsim
