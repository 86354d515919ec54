// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Regulatory T cells suppress the CD8⁺ T cells near them.
///
///   u' = (S − u)/τ        S = R/(R + K),   R = n_reg/n_eff
///
///   u  suppression [1], by which CD8⁺ T cells bind fewer β cells     K  half_ratio [1]
///   n  regulatory and effector T cells within 40 µm, CD8⁺ and CD4⁺     τ  response_time [min]
///
/// One regulatory per four effector cells suppresses by half (0.31 fitted). Neglects the means:
/// contact, IL-2, TGF-β.
struct RegulatorySuppression {
  static constexpr Mechanism info{
      .key = "regulatory_suppression",
      .group = "autoimmunity",
      .rows = {9, 25},
      .shape = Shape::relaxation,
      .claim = "regulatory T cells suppress the CD8⁺ T cells near them",
      .equation = "u' = (R / (R + half_ratio) - u) / response_time, R = n_reg / n_eff",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
      .confidence = Confidence::medium};

  struct Parameters {
    double half_ratio;
    double response_time;
    static auto describe() {
      return parameters(
          row("half_ratio", &Parameters::half_ratio, 0.31, range(0.01, 10),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "regulatory for each effector T cell within 40 um at half suppression"),
          row("response_time", &Parameters::response_time, "1 h", range("1 min", "1 week"),
              "assumed: suppression follows the cells nearby within an hour",
              "time constant of suppression"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const Nearby& nearby) const {
    for (const auto i : t_cells) {
      const Site site = t_cells->site_of(i);
      const double regulators = nearby.regulatory_t_cells[site];
      const double effectors = nearby.effector_t_cells[site];
      const double suppression =
          regulators > 0 ? regulators / (regulators + p.half_ratio * effectors) : 0.0;
      t_cells->regulatory_suppression.relax(i, suppression, p.response_time);
    }
  }
};

}  // namespace isletsim
