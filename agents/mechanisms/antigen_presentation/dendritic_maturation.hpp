// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/dendritic_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Danger signals and TNF-α mature dendritic cells; without them they fall back.
///
///   m' = (min(1, D/D₁ + H(γT; K)) − m) · k
///
///   m  maturity [1]    D  DAMP [dead-cell equivalents]     D₁  full_damp
///   T  TNF-α [nM]      γ  macrophage_cytokines [1]         K   tnf_half_saturation [nM]
///   k  rate [1/min]
///
/// Neglects the difference between cDC1 (2/day) and cDC2 (1.5/day).
struct DendriticMaturation {
  static constexpr Mechanism info{
      .key = "dendritic_maturation",
      .group = "antigen_presentation",
      .rows = {6, 7},
      .shape = Shape::relaxation,
      .claim = "danger signals and TNF-α mature dendritic cells",
      .equation =
          "maturity' = rate (min(1, DAMP / full_damp + H(gamma_cyt TNF_alpha; "
          "tnf_half_saturation, 1)) - maturity)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv; the signal is assumed",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double full_damp;
    double tnf_half_saturation;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "2 1/day", range("0.01 1/day", "10 1/day"),
                            "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, cDC1",
                            "rate of maturation and of falling back"),
                        row("full_damp", &Parameters::full_damp, "1", range("0.1", "100"),
                            "assumed: one dead cell within 40 um is enough",
                            "DAMP that matures fully, in dead-cell equivalents"),
                        row("tnf_half_saturation", &Parameters::tnf_half_saturation, "20 pM",
                            range("1 pM", "1 nM"), "assumed: affinity of TNF receptor 1",
                            "TNF-α at half its effect")
                            .of_factor("TNF_alpha"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic,
                  const Environment& environment, const Gains& gains) const {
    for (const auto i : dendritic) {
      const double signal =
          environment(Factor::damp, i) / p.full_damp +
          math::hill(gains.macrophage_cytokines * environment(Factor::tnf_alpha, i),
                     p.tnf_half_saturation);
      dendritic->maturity.relax(i, std::min(signal, 1.0), 1 / p.rate);
    }
  }
};

}  // namespace isletsim
