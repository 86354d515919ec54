// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/environment.hpp"
#include "core/engine/mechanism.hpp"
#include "core/fields/lanes.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// T cells take up IL-2, regulatory T cells with high affinity.
///
///   rate = v c/(c₀ + K)        uptake by a cell [molecules/min]
///
///   v  maximum [molecules/cell/min]      c  IL-2 at the cell [nM], c₀ a factor step ago
///   K  half_saturation, treg_half_saturation of regulatory T cells [nM]
///
/// Neglects how many receptors a cell has by its state.
struct Il2Uptake {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "il2_uptake",
      .group = "autoimmunity",
      .rows = {12, 25},
      .shape = Shape::secretion,
      .claim = "T cells take up IL-2, regulatory T cells with high affinity",
      .equation = "rate = maximum IL2 / (IL2 + half_saturation)",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
      .confidence = Confidence::medium};

  struct Parameters {
    double maximum;
    double half_saturation;
    double treg_half_saturation;
    static auto describe() {
      return parameters(
          row("maximum", &Parameters::maximum, "3e4 molecules/cell/h",
              range("0 molecules/cell/h", "1e6 molecules/cell/h"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: k_IL2_cons, 5e-11 nmol/cell/h",
              "greatest uptake by a cell")
              .of_factor("IL2"),
          row("half_saturation", &Parameters::half_saturation, "0.32 nM", range("1 pM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: IL2_50",
              "IL-2 at half the uptake by effector T cells")
              .of_factor("IL2"),
          row("treg_half_saturation", &Parameters::treg_half_saturation, "0.01 nM",
              range("1 pM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: IL2_50_Treg",
              "IL-2 at half the uptake by regulatory T cells")
              .of_factor("IL2"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Environment& environment,
                  Deposits& deposits) const {
    constexpr double site_volume = 1000;  // [µm³]
    for (const auto i : t_cells) {
      double half_saturation = p.half_saturation;
      if constexpr (std::is_same_v<P, Cd4TCells>) {
        if (!t_cells->effector(i)) half_saturation = p.treg_half_saturation;
      }
      const double level = environment(Factor::il2, i);
      deposits.exchange(
          Factor::il2, t_cells->site_of(i),
          p.maximum / (molecules_per_nM_um3 * site_volume * (level + half_saturation)), 0);
    }
  }
};

}  // namespace isletsim
