// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IFN-γ and virus raise MHC class I on β cells.
///
///   M' = (1 + A · H(G; K, 1) + B · V − M) / τ,   τ = τ_on while M rises, τ_off while it falls
///
///   M  MHC-I, fold over basal [1]     G  IFN-γ [nM]     K  half_saturation [nM]
///   A  ifn_gamma_rise [1]             B  virus_rise [1] V  1 in an infected islet, else 0 [1]
///   τ_on, τ_off  rise_time, fall_time [min]
///
/// Neglects IFN-α, which virus and endothelium release.
struct Mhc1Upregulation {
  static constexpr Mechanism info{
      .key = "mhc1_upregulation",
      .group = "autoimmunity",
      .rows = {5},
      .shape = Shape::relaxation,
      .claim = "IFN-γ and virus raise MHC class I on β cells",
      .equation =
          "M' = (1 + ifn_gamma_rise H(IFN_gamma; half_saturation, 1) + virus_rise V - M) / "
          "tau",
      .source = "Richardson et al. 2016 PMC5042874",
      .confidence = Confidence::medium};

  struct Parameters {
    double ifn_gamma_rise;
    double half_saturation;
    double virus_rise;
    double rise_time;
    double fall_time;
    static auto describe() {
      return parameters(
          row("ifn_gamma_rise", &Parameters::ifn_gamma_rise, "7", range("0", "20"),
              "assumed: up to eightfold in insulin-containing islets of people with T1D "
              "(Richardson et al. 2016 PMC5042874, PMC8044030: sign)",
              "rise of MHC-I at saturating IFN-γ, fold over basal"),
          row("half_saturation", &Parameters::half_saturation, "5 pM", range("0.5 pM", "300 pM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: response of 0.2/pM",
              "IFN-γ at half the rise")
              .of_factor("IFN_gamma"),
          row("virus_rise", &Parameters::virus_rise, "3", range("0", "20"),
              "assumed: about half of what IFN-γ does", "rise of MHC-I in an infected islet"),
          row("rise_time", &Parameters::rise_time, "24 h", range("1 h", "200 h"),
              "assumed: MHC-I follows IFN-γ within a day in culture", "time constant of the rise"),
          row("fall_time", &Parameters::fall_time, "72 h", range("1 h", "500 h"),
              "assumed: turnover of MHC-I protein, slower than its synthesis",
              "time constant of the fall"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels,
                  const SystemicState& systemic) const {
    const double virus = systemic.infected ? p.virus_rise : 0;
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double occupancy = math::hill(levels(Factor::ifn_gamma, i), p.half_saturation);
      const double target = 1 + p.ifn_gamma_rise * occupancy + virus;
      beta->mhc1.relax(i, target, target > beta->mhc1[i] ? p.rise_time : p.fall_time);
    }
  }
};

}  // namespace isletsim
