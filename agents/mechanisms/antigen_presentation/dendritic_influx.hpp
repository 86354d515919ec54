// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/factor.hpp"
#include "agents/islet/arrivals.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Dendritic cells enter the islet, more of them where CCL2 attracts them.
///
///   rate = r · (1 + g · H(C; K))        dendritic cells that enter the islet [cells/min]
///
///   r influx at rest [cells/min]   g gain [1]   C CCL2 at the venules [nM]   K CCR2
///   half-saturation [nM]
///
/// The influx at rest keeps 4.5 immature cells against their loss. Neglects monocytes that become
/// dendritic cells in the islet.
struct DendriticInflux {
  static constexpr Mechanism info{
      .key = "dendritic_influx",
      .group = "antigen_presentation",
      .rows = {1},
      .shape = Shape::arrival,
      .claim = "Dendritic cells enter the islet, more of them where CCL2 attracts them",
      .equation = "rate = r (1 + g H(CCL2; K))",
      .source = "popellab/SPQSP_PDAC, imaging mass cytometry medians; assumed: gain",
      .confidence = Confidence::medium};

  struct Parameters {
    double influx;
    double gain;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("influx", &Parameters::influx, "3.5e-4 cell/islet/min",
              range("0 cell/islet/min", "0.1 cell/islet/min"),
              "derived: 4.5 residents at a loss of 0.11/day",
              "dendritic cells that enter a healthy islet"),
          row("gain", &Parameters::gain, 4, range(0, 100), "assumed: fivefold at most",
              "further influx at saturating CCL2, relative to rest"),
          row("half_saturation", &Parameters::half_saturation, "0.23 nM", range("0.01 nM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "CCL2 at which half of the receptors are bound")
              .of_factor("CCL2"));
    }
  };

  void operator()(const Parameters& p, Arrivals& arrivals, const VenuleState& venules) const {
    arrivals.dendritic_cells.add(
        p.influx * (1 + p.gain * math::hill(venules(Factor::ccl2), p.half_saturation)));
  }
};

}  // namespace isletsim
