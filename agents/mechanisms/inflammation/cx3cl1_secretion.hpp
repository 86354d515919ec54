// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/endocrine_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Inflamed endothelium releases CX3CL1.
///
///   rate = q [b + (1 − b) max(H(γT; K_T), H(G; K_G))]        [molecules/min]
///
///   q  cx3cl1 [molecules/cell/min]       b  basal_share [1]
///   T  TNF-α [nM]     γ  macrophage_cytokines [1]      K_T  tnf_half_saturation [nM]
///   G  IFN-γ [nM]                                      K_G  ifn_gamma_half_saturation [nM]
///
/// Stands for shedding as well; neglects the form that stays on the membrane.
struct Cx3cl1Secretion {
  static constexpr Mechanism info{
      .key = "cx3cl1_secretion",
      .group = "inflammation",
      .rows = {15},
      .shape = Shape::secretion,
      .claim = "endothelium inflamed by TNF-α or IFN-γ releases CX3CL1",
      .equation =
          "rate = cx3cl1 (basal_share + (1 - basal_share) max(H(gamma_cyt TNF_alpha; "
          "tnf_half_saturation, 1), H(IFN_gamma; ifn_gamma_half_saturation, 1)))",
      .source = "Sordi et al. 2005 Blood 106:419 for the role; rates assumed",
      .confidence = Confidence::low};

  struct Parameters {
    double cx3cl1;
    double basal_share;
    double tnf_half_saturation;
    double ifn_gamma_half_saturation;
    static auto describe() {
      return parameters(
          row("cx3cl1", &Parameters::cx3cl1, "2e3 molecule/cell/h",
              range("0 molecule/cell/h", "5e4 molecule/cell/h"),
              "assumed: a tenth to a half of a strongly secreted chemokine",
              "release of CX3CL1 by an inflamed cell")
              .of_factor("CX3CL1"),
          row("basal_share", &Parameters::basal_share, "0.05", range("0", "1"),
              "assumed: induction in culture is about twentyfold",
              "share released without inflammation"),
          row("tnf_half_saturation", &Parameters::tnf_half_saturation, "20 pM",
              range("1 pM", "1 nM"), "assumed: affinity of TNF receptor 1",
              "TNF-α at half its effect")
              .of_factor("TNF_alpha"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: as for other endothelial responses",
              "IFN-γ at half its effect")
              .of_factor("IFN_gamma"));
    }
  };

  void operator()(const Parameters& p, Chunk<EndothelialCells> endothelium,
                  const Environment& environment, const Gains& gains, Deposits& deposits) const {
    for (const auto i : endothelium) {
      const double inflammation =
          std::max(math::hill(gains.macrophage_cytokines * environment(Factor::tnf_alpha, i),
                              p.tnf_half_saturation),
                   math::hill(environment(Factor::ifn_gamma, i), p.ifn_gamma_half_saturation));
      deposits.secrete(Factor::cx3cl1, endothelium->site_of(i),
                       p.cx3cl1 * (p.basal_share + (1 - p.basal_share) * inflammation));
    }
  }
};

}  // namespace isletsim
