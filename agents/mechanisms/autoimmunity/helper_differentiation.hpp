// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/now.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Helper T cells that recognised antigen in the islet become Th1 cells under IL-12, Th17 cells
/// under TGF-β with IL-6.
///
///   h_k = r · w_k/(w_1 + w_17 + w_0)
///   w_1 = H(γ IL-12; K₁₂)      w_17 = c · H(γ TGF-β; K_β) · H(IL-6_S + γ IL-6_M; K₆)
///
///   r  rate, while the last recognition is no longer ago than `memory` [1/min]
///   w_0  undifferentiated_weight [1]     c  th17_weight [1]     γ  macrophage_cytokines [1]
///   IL-6_S, IL-6_M  IL-6 of MSCs and of macrophages [nM]
///
/// What dendritic cells, macrophages and regulatory T cells release acts at contact range, so that
/// its gain is that of macrophage cytokines. That of MSCs, fitted on the suppression of T cells,
/// would make them inducers of Th17. Neglects plasticity between Th1 and Th17.
struct HelperDifferentiation {
  static constexpr Mechanism info{
      .key = "helper_differentiation",
      .group = "autoimmunity",
      .rows = {12},
      .shape = Shape::hazard,
      .claim = "helper T cells become Th1 under IL-12 and Th17 under TGF-β with IL-6",
      .equation =
          "h_k = rate w_k / (w_1 + w_17 + undifferentiated_weight), w_1 = H(gamma_cyt IL12), "
          "w_17 = th17_weight H(gamma_cyt TGF_beta) H(IL6 + gamma_cyt IL6_macrophage)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (half-saturations)",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    double memory;
    double il12_half_saturation;
    double tgf_beta_half_saturation;
    double il6_half_saturation;
    double th17_weight;
    double undifferentiated_weight;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "1 1/day", range("0 1/day", "100 1/day"),
              "assumed: polarisation takes a day or a few divisions",
              "hazard of differentiation under saturating cytokines"),
          row("memory", &Parameters::memory, "24 h", range("0 h", "1000 h"), "assumed: as the rate",
              "time after recognition for which the cell differentiates"),
          row("il12_half_saturation", &Parameters::il12_half_saturation, "15 pM",
              range("1 pM", "1 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "IL-12 at half the weight of Th1")
              .of_factor("IL12"),
          row("tgf_beta_half_saturation", &Parameters::tgf_beta_half_saturation, "70 pM",
              range("1 pM", "2 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "TGF-β at half the weight of Th17")
              .of_factor("TGF_beta"),
          row("il6_half_saturation", &Parameters::il6_half_saturation, "15 pM",
              range("1 pM", "1 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "IL-6 at half the weight of Th17")
              .of_factor("IL6"),
          row("th17_weight", &Parameters::th17_weight, 0.3, range(0, 10),
              "assumed: Th17 cells are fewer than Th1 cells in insulitis",
              "weight of Th17 relative to Th1"),
          row("undifferentiated_weight", &Parameters::undifferentiated_weight, 0.1, range(1e-6, 10),
              "assumed: without cytokines most cells stay as they are",
              "weight of staying undifferentiated"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells, const Environment& environment,
                  const Now& now, const Gains& gains) const {
    const double gain = gains.macrophage_cytokines;
    for (const auto i : t_cells) {
      const auto since = static_cast<double>(now.step - t_cells->last_engagement[i]);
      if (t_cells->cognate[i] == 0 || !t_cells->is(Cd4Subset::th0, i) ||
          since * now.motility_step > p.memory)
        continue;
      const double th1 = math::hill(gain * environment(Factor::il12, i), p.il12_half_saturation);
      const double th17 =
          p.th17_weight *
          math::hill(gain * environment(Factor::tgf_beta, i), p.tgf_beta_half_saturation) *
          math::hill(environment(Factor::il6, i) + gain * environment(Factor::il6_macrophage, i),
                     p.il6_half_saturation);
      const double rate = p.rate / (th1 + th17 + p.undifferentiated_weight);
      t_cells->fate.add(i, Cd4Fate::to_th1, rate * th1);
      t_cells->fate.add(i, Cd4Fate::to_th17, rate * th17);
    }
  }
};

}  // namespace isletsim
