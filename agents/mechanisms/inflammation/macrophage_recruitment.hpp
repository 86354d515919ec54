// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>

#include "agents/factor.hpp"
#include "agents/islet/arrivals.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Monocytes leave the blood at venules that present CCL2 and become macrophages.
///
///   rate = 2 · r · H(C; K)        monocytes that enter the islet [cells/min]
///
///   r recruitment at C = K [cells/min]   C CCL2 at the venules [nM]   K CCR2 half-saturation [nM]
///
/// The blood's pool of monocytes is taken as unlimited.
struct MacrophageRecruitment {
  static constexpr Mechanism info{
      .key = "macrophage_recruitment",
      .group = "inflammation",
      .rows = {11},
      .shape = Shape::arrival,
      .claim = "Monocytes leave the blood at venules that present CCL2 and become macrophages",
      .equation = "rate = 2 r H(CCL2; K)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (4.5e5 cells/ml/day)",
      .confidence = Confidence::medium};

  struct Parameters {
    double recruitment;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("recruitment", &Parameters::recruitment, "1 cell/islet/day",
              range("0 cell/islet/day", "100 cell/islet/day"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: 0.8 per day in the volume of an "
              "islet",
              "monocytes that enter an islet at half-saturating CCL2"),
          row("half_saturation", &Parameters::half_saturation, "0.23 nM", range("0.01 nM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "CCL2 at which half of the receptors are bound")
              .of_factor("CCL2"));
    }
  };

  void operator()(const Parameters& p, Arrivals& arrivals, const VenuleState& venules) const {
    const double level = venules(Factor::ccl2);
    arrivals.macrophages.add(2 * p.recruitment * math::hill(level, p.half_saturation));
  }
};

}  // namespace isletsim
