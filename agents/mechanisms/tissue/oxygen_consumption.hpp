// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/endocrine_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/fields/lanes.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Living endocrine cells consume oxygen.
///
///   r = R · V · H(c; K, 1)        [molecules/min]
///
///   R  maximal consumption [nM/min]     V  volume of the cell [µm³]
///   c  oxygen [nM]                      K  half_saturation [nM]
///
/// Neglects the higher consumption at high glucose, exocrine tissue and immune cells.
struct OxygenConsumption {
  using Cells = CellTypes<BetaCells, AlphaCells, DeltaCells>;

  static constexpr Mechanism info{.key = "oxygen_consumption",
                                  .group = "tissue",
                                  .rows = {37},
                                  .shape = Shape::secretion,
                                  .claim = "Living endocrine cells consume oxygen",
                                  .equation = "r = maximum volume H(O2; half_saturation, 1)",
                                  .source = "Buchwald 2009 doi:10.1186/1742-4682-6-5",
                                  .confidence = Confidence::high};

  struct Parameters {
    double maximum;
    double half_saturation;
    double beta_volume;
    double alpha_delta_volume;
    static auto describe() {
      return parameters(
          row("maximum", &Parameters::maximum, "0.034 mol/m^3/s",
              range("0 mol/m^3/s", "0.5 mol/m^3/s"), "Buchwald 2009 doi:10.1186/1742-4682-6-5",
              "maximal consumption in a volume of cells"),
          row("half_saturation", &Parameters::half_saturation, "1 uM", range("0.1 uM", "20 uM"),
              "Buchwald 2009 doi:10.1186/1742-4682-6-5", "oxygen at half the maximal consumption")
              .of_factor("O2"),
          row("beta_volume", &Parameters::beta_volume, "1000 um^3", range("100 um^3", "5000 um^3"),
              "Finegood et al. 1995 Diabetes 44:249", "volume of a β cell"),
          row("alpha_delta_volume", &Parameters::alpha_delta_volume, "600 um^3",
              range("100 um^3", "5000 um^3"), "derived: a sphere of 10.5 um",
              "volume of an α or δ cell"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> cells, Deposits& deposits) const {
    const double volume = std::is_same_v<P, BetaCells> ? p.beta_volume : p.alpha_delta_volume;
    const double maximum = p.maximum * volume * molecules_per_nM_um3;
    for (const auto i : cells) {
      if constexpr (std::is_same_v<P, BetaCells>)
        if (!cells->alive(i)) continue;
      deposits.take_up(Factor::oxygen, cells->site_of(i), maximum, p.half_saturation);
    }
  }
};

}  // namespace isletsim
