// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IL-1β or TNF-α together with IFN-γ damage β cells, through a delay of about three days.
///
///   D   = [H(γC; K_C, 2) + w · H(γT; K_T, 2)] · H(G; K_G, 1)
///   D₁' = (D − D₁)/τ     D₂' = (D₁ − D₂)/τ     D₃' = (D₂ − D₃)/τ
///
///   C, T, G  IL-1β, TNF-α, IFN-γ [nM]     γ  gain on macrophages' cytokines [1]
///   K_C, K_T, K_G  half-saturations [nM]  w  tnf_weight [1]     τ  stage_time [min]
///   D₁, D₂, D₃  damage_early, damage_middle, damage_late [1]: the last one kills
///
/// Neglects nitric oxide, on which rat but not human islets depend.
struct CytokineDamage {
  static constexpr Mechanism info{
      .key = "cytokine_damage",
      .group = "autoimmunity",
      .rows = {10},
      .shape = Shape::relaxation,
      .claim = "IL-1β or TNF-α with IFN-γ damage β cells after about three days",
      .equation =
          "D = (H(gamma_cyt IL1_beta; il1_half_saturation, 2) + tnf_weight H(gamma_cyt "
          "TNF_alpha; tnf_half_saturation, 2)) H(IFN_gamma; ifn_gamma_half_saturation, 1); "
          "three stages of stage_time",
      .source = "Hoorens et al. 2001 Diabetes 50:551",
      .confidence = Confidence::low};

  struct Parameters {
    double il1_half_saturation;
    double tnf_half_saturation;
    double ifn_gamma_half_saturation;
    double tnf_weight;
    double stage_time;
    static auto describe() {
      return parameters(
          row("il1_half_saturation", &Parameters::il1_half_saturation, "30 pM",
              range("1 pM", "1 nM"),
              "assumed: chronic exposure; acute toxicity in culture at 120-300 pM (2006 Diabetes "
              "55:2713)",
              "IL-1β at half its effect")
              .of_factor("IL1_beta"),
          row("tnf_half_saturation", &Parameters::tnf_half_saturation, "200 pM",
              range("5 pM", "2 nM"), "assumed: synergy in culture at 10 times the signalling K",
              "TNF-α at half its effect")
              .of_factor("TNF_alpha"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "6 pM",
              range("1 pM", "300 pM"), "assumed: close to the K of MHC-I induction",
              "IFN-γ at half its synergy")
              .of_factor("IFN_gamma"),
          row("tnf_weight", &Parameters::tnf_weight, "0.5", range("0", "2"),
              "assumed: TNF-α is the weaker partner of IFN-γ", "effect of TNF-α relative to IL-1β"),
          row("stage_time", &Parameters::stage_time, "1 day", range("0.1 day", "5 day"),
              "Hoorens et al. 2001 Diabetes 50:551: apoptosis starts after three days",
              "mean time in each of three stages"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels,
                  const Gains& gains) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double il1 = gains.macrophage_cytokines * levels(Factor::il1_beta, i);
      const double tnf = gains.macrophage_cytokines * levels(Factor::tnf_alpha, i);
      const double synergy = math::hill(levels(Factor::ifn_gamma, i), p.ifn_gamma_half_saturation);
      const double damage = (math::hill(il1, p.il1_half_saturation, 2) +
                             p.tnf_weight * math::hill(tnf, p.tnf_half_saturation, 2)) *
                            synergy;
      beta->damage_early.relax(i, damage, p.stage_time);
      beta->damage_middle.relax(i, beta->damage_early[i], p.stage_time);
      beta->damage_late.relax(i, beta->damage_middle[i], p.stage_time);
    }
  }
};

}  // namespace isletsim
