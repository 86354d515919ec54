// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/systemic_state.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Secretory overload, IL-1β and reactive oxygen species stress the endoplasmic reticulum of β
/// cells.
///
///   s' = (w · L + H(γ · C; K, 1) + R − s) / τ,   L = max(0, load − 1) / x
///   τ = τ_on while s rises, τ_off while it falls
///
///   s  stress; 1 = CHOP threshold [1]      load  secretory load, relative to health [1]
///   w  load_weight [1]                     x  PDX-1 level [1]
///   C  IL-1β [nM]     γ  gain on macrophages' cytokines [1]     K  half_saturation [nM]
///   R  reactive oxygen species, see `oxidative_stress` [1]
///   τ_on, τ_off  rise_time, fall_time [min]
///
/// Neglects glucotoxicity beyond the load.
struct BetaStress {
  static constexpr Mechanism info{
      .key = "beta_stress",
      .group = "autoimmunity",
      .rows = {3},
      .shape = Shape::relaxation,
      .claim = "Secretory overload and IL-1β stress β cells until they are exhausted",
      .equation =
          "s' = (load_weight max(0, load - 1) / pdx1 + H(gamma_cyt IL1_beta; "
          "half_saturation, 1) + ros - s) / tau",
      .source = "assumed: the time constants and weights have no direct measurement",
      .confidence = Confidence::low};

  struct Parameters {
    double load_weight;
    double half_saturation;
    double rise_time;
    double fall_time;
    static auto describe() {
      return parameters(
          row("load_weight", &Parameters::load_weight, "0.5", range("0", "2"),
              "assumed: CHOP threshold at twice the excess of normal load",
              "stress by one extra normal secretory load"),
          row("half_saturation", &Parameters::half_saturation, "30 pM", range("1 pM", "1 nM"),
              "assumed: chronic exposure, 4 to 10 times below the acute 120-300 pM in culture",
              "IL-1β at half its stress")
              .of_factor("IL1_beta"),
          row("rise_time", &Parameters::rise_time, "24 h", range("6 h", "72 h"),
              "assumed: the unfolded-protein response needs hours to days",
              "time constant of "
              "the rise"),
          row("fall_time", &Parameters::fall_time, "48 h", range("6 h", "144 h"),
              "assumed: recovery takes twice as long", "time constant of the recovery"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& levels,
                  const SystemicState& systemic, const Gains& gains) const {
    const double overload = std::max(0.0, systemic.secretory_load - 1);
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double il1 = gains.macrophage_cytokines * levels(Factor::il1_beta, i);
      const double target = p.load_weight * overload / beta->pdx1[i] +
                            math::hill(il1, p.half_saturation) + beta->ros[i];
      beta->stress.relax(i, target, target > beta->stress[i] ? p.rise_time : p.fall_time);
    }
  }
};

}  // namespace isletsim
