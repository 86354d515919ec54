// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/environment.hpp"
#include "agents/mechanisms/shared/g1_checkpoint.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// IL-2 makes T cells in the islet divide more, unless they are arrested in G1.
///
///   h = k H(c; K)        hazard of division beyond that without IL-2 [1/min]
///
///   k  rate [1/min]      c  IL-2 at the cell [nM]
///   K  half_saturation, treg_half_saturation of regulatory T cells [nM]
///
/// This is the help of CD4⁺ for CD8⁺ T cells in the islet. Neglects memory of IL-2 and survival.
struct Il2Proliferation {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "il2_proliferation",
      .group = "autoimmunity",
      .rows = {12, 24},
      .shape = Shape::hazard,
      .claim = "IL-2 makes T cells in the islet divide more",
      .equation = "h = rate H(IL2; half_saturation) unless arrested in G1",
      .source = "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv (half-saturations)",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double half_saturation;
    double treg_half_saturation;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.25 1/day", range("0 1/day", "4 1/day"),
              "assumed: with t_cell_proliferation at most 0.3 per day, between 0.15 of helpers and "
              "1 in lymph nodes of popellab/SPQSP_PDAC",
              "hazard of division under saturating IL-2"),
          row("half_saturation", &Parameters::half_saturation, "0.32 nM", range("1 pM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: IL2_50",
              "IL-2 at half the hazard of effector T cells")
              .of_factor("IL2"),
          row("treg_half_saturation", &Parameters::treg_half_saturation, "0.01 nM",
              range("1 pM", "10 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: IL2_50_Treg",
              "IL-2 at half the hazard of regulatory T cells")
              .of_factor("IL2"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Environment& environment,
                  const RandomSource& random) const {
    for (const auto i : t_cells) {
      const double level = environment(Factor::il2, i);
      if (level <= 0 || !passes_g1(t_cells, i, random)) continue;
      double half_saturation = p.half_saturation;
      if constexpr (std::is_same_v<P, Cd4TCells>) {
        if (!t_cells->effector(i)) half_saturation = p.treg_half_saturation;
      }
      t_cells->fate.add(i, P::Fate::division, p.rate * math::hill(level, half_saturation));
    }
  }
};

}  // namespace isletsim
