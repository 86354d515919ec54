// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/macrophages.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// M1 macrophages release TNF-α, IL-1β, IL-6 and IL-12, above all after engulfing necrotic cells.
///
///   rate = q · [r + (1 − r) · n] · (1 − w · S)        [molecules/min], for each cytokine
///
///   q  greatest rate [molecules/cell/min]      n  memory of necrotic cells engulfed [1]
///   r  resting_share [1]                       S  suppression by MSCs, neutral at 0 [1]
///   w  msc_sensitivity, of IL-6 il6_msc_sensitivity [1]
///
/// That activated macrophages release harmful cytokines only while they engulf necrotic cells is
/// the rule of Marée et al. 2006; it fades with the memory of the meal. At r = 1 it is off.
struct M1CytokineSecretion {
  static constexpr Mechanism info{
      .key = "m1_cytokine_secretion",
      .group = "inflammation",
      .rows = {2, 10, 12, 39},
      .shape = Shape::secretion,
      .claim =
          "M1 macrophages release TNF-α, IL-1β, IL-6 and IL-12 when they engulf necrotic cells",
      .equation =
          "rate = q (resting_share + (1 - resting_share) necrotic_meal) "
          "(1 - msc_sensitivity msc_suppression)",
      .source = "Marée et al. 2006 Phil Trans R Soc A 364:1267; Netea et al. 2009",
      .confidence = Confidence::medium};

  struct Parameters {
    double tnf_alpha;
    double il1_beta;
    double il6;
    double il12;
    double resting_share;
    double msc_sensitivity;
    double il6_msc_sensitivity;
    static auto describe() {
      return parameters(
          row("tnf_alpha", &Parameters::tnf_alpha, "2.5e3 molecule/cell/h",
              range("0 molecule/cell/h", "3e4 molecule/cell/h"),
              "assumed: 5 ng/10^6 cells/24 h, the order seen in culture", "release of TNF-α")
              .of_factor("TNF_alpha"),
          row("il1_beta", &Parameters::il1_beta, "7.8e2 molecule/cell/h",
              range("0 molecule/cell/h", "1e4 molecule/cell/h"),
              "Netea et al. 2009, in popellab/SPQSP_PDAC, MAPLE inference log", "release of IL-1β")
              .of_factor("IL1_beta"),
          row("il6", &Parameters::il6, "6e3 molecule/cell/h",
              range("0 molecule/cell/h", "6e4 molecule/cell/h"),
              "assumed: 5 ng/10^6 cells/24 h, as TNF-α", "release of IL-6")
              .of_factor("IL6_macrophage"),
          row("il12", &Parameters::il12, "2e2 molecule/cell/h",
              range("0 molecule/cell/h", "2e3 molecule/cell/h"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv", "release of IL-12")
              .of_factor("IL12"),
          row("resting_share", &Parameters::resting_share, "0", range("0", "1"),
              "Marée et al. 2006 Phil Trans R Soc A 364:1267: none without a necrotic meal",
              "share released without a necrotic meal"),
          row("msc_sensitivity", &Parameters::msc_sensitivity, "0.6", range("0", "1"),
              "Kim and Hematti 2009 Exp Hematol 37:1445: TNF-α low; amount assumed",
              "greatest loss of release under MSCs"),
          row("il6_msc_sensitivity", &Parameters::il6_msc_sensitivity, "0.4", range("0", "1"),
              "assumed: less than of TNF-α; monocytes with MSCs go on releasing IL-6",
              "greatest loss of the release of IL-6 under MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, Deposits& deposits) const {
    for (const auto i : macrophages) {
      if (!macrophages->is(MacrophagePhenotype::m1, i)) continue;
      const double meal = std::min(static_cast<double>(macrophages->necrotic_meal[i]), 1.0);
      const double stimulus = p.resting_share + (1 - p.resting_share) * meal;
      if (stimulus <= 0) continue;
      const auto suppression = static_cast<double>(macrophages->msc_suppression[i]);
      const double activity = stimulus * (1 - p.msc_sensitivity * suppression);
      const Site site = macrophages->site_of(i);
      deposits.secrete(Factor::tnf_alpha, site, p.tnf_alpha * activity);
      deposits.secrete(Factor::il1_beta, site, p.il1_beta * activity);
      deposits.secrete(Factor::il6_macrophage, site,
                       p.il6 * stimulus * (1 - p.il6_msc_sensitivity * suppression));
      deposits.secrete(Factor::il12, site, p.il12 * activity);
    }
  }
};

}  // namespace isletsim
