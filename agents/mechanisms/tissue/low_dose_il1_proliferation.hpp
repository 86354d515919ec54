// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// A trace of IL-1β makes β cells divide more often, before higher levels damage them.
///
///   h_entry × f where C₁ < γ · C < C₂
///
///   C  IL-1β [nM]     γ  gain on macrophages' cytokines [1]     f  factor [1]
///   C₁, C₂  window_low, window_high [nM]
///
/// Neglects the fall of apoptosis that was seen along with it.
struct LowDoseIl1Proliferation {
  static constexpr Mechanism info{.key = "low_dose_il1_proliferation",
                                  .group = "tissue",
                                  .rows = {10},
                                  .shape = Shape::hazard,
                                  .claim = "A trace of IL-1β makes β cells divide more often",
                                  .equation =
                                      "hazard of entry into the cell cycle times factor if "
                                      "window_low < gamma_cyt IL1_beta < window_high",
                                  .source = "Maedler et al. 2006 Diabetes 55:2713",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double factor;
    double window_low;
    double window_high;
    static auto describe() {
      return parameters(
          row("factor", &Parameters::factor, "1.2", range("0", "5"),
              "assumed: a small rise; Maedler et al. 2006 Diabetes 55:2713 give the sign",
              "factor on the hazard of entry into the cell cycle inside the window"),
          row("window_low", &Parameters::window_low, "0.6 pM", range("0 pM", "100 pM"),
              "Maedler et al. 2006 Diabetes 55:2713: 0.01 ng/ml", "IL-1β at the window's lower end")
              .of_factor("IL1_beta"),
          row("window_high", &Parameters::window_high, "1.2 pM", range("0 pM", "100 pM"),
              "Maedler et al. 2006 Diabetes 55:2713: 0.02 ng/ml", "IL-1β at the window's upper end")
              .of_factor("IL1_beta"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels,
                  const Gains& gains) const {
    for (const auto i : beta) {
      const double il1 = gains.macrophage_cytokines * levels(Factor::il1_beta, i);
      if (il1 > p.window_low && il1 < p.window_high)
        beta->fate.scale(i, BetaFate::cycle_entry, p.factor);
    }
  }
};

}  // namespace isletsim
