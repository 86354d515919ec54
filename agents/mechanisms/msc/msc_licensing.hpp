// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IFN-γ licenses MSCs: they become potent.
///
///   L' = (L₀ + (1 − L₀) H(G; K) − L)/τ
///
///   L  licensing [1]              L₀ unlicensed_potency [1]
///   G  IFN-γ [nM]                 K  ifn_gamma_half_saturation [nM]
///   τ  response_time [min]
///
/// Neglects the help of TNF-α and IL-1β. Krampera et al. 2006; Ren et al. 2008.
struct MscLicensing {
  static constexpr Mechanism info{
      .key = "msc_licensing",
      .group = "msc",
      .rows = {40},
      .shape = Shape::relaxation,
      .claim = "IFN-γ licenses MSCs",
      .equation =
          "licensing' = (unlicensed_potency + (1 - unlicensed_potency) H(IFN_gamma; "
          "ifn_gamma_half_saturation, 1) - licensing) / response_time",
      .source = "Krampera et al. 2006 Stem Cells 24:386; Ren et al. 2008 Cell Stem Cell 2:141",
      .confidence = Confidence::medium};

  struct Parameters {
    double unlicensed_potency;
    double ifn_gamma_half_saturation;
    double response_time;
    static auto describe() {
      return parameters(
          row("unlicensed_potency", &Parameters::unlicensed_potency, "0.2", range("0", "1"),
              "assumed: neutralising IFN-γ abolishes most of the suppression (Krampera et al. "
              "2006)",
              "licensing without IFN-γ; 1 = always licensed"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: order of the doses used in culture",
              "IFN-γ at half its effect")
              .of_factor("IFN_gamma"),
          row("response_time", &Parameters::response_time, "18 h", range("1 h", "1 week"),
              "assumed: 12-24 h of pre-treatment are used", "time constant of licensing"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs,
                  const Environment& environment) const {
    for (const auto i : mscs) {
      const double induced =
          math::hill(environment(Factor::ifn_gamma, i), p.ifn_gamma_half_saturation);
      mscs->licensing.relax(i, p.unlicensed_potency + (1 - p.unlicensed_potency) * induced,
                            p.response_time);
    }
  }
};

}  // namespace isletsim
