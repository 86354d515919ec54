// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "agents/islet/now.hpp"
#include "agents/mechanisms/shared/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Dendritic cells walk persistently through the tissue.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed             while walking [µm/min]
///   τ  persistence_time  over which directions decorrelate [min]
///
/// Neglects that mature cells move faster: they do so in lymph. Lindquist et al. 2004.
struct DendriticMotility {
  static constexpr Mechanism info{.key = "dendritic_motility",
                                  .group = "antigen_presentation",
                                  .rows = {1},
                                  .shape = Shape::move,
                                  .cadence = Cadence::motility,
                                  .claim = "dendritic cells walk persistently through the tissue",
                                  .equation = "step v dt, <cos theta> = exp(-dt / tau)",
                                  .source = "Lindquist et al. 2004 Nat Immunol 5:1243",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    static auto describe() {
      return parameters(
          row("speed", &Parameters::speed, "2.1 um/min", range("0 um/min", "8 um/min"),
              "Lindquist et al. 2004, in popellab/SPQSP_PDAC 07f71908, param_all_test.xml",
              "speed of the walk"),
          row("persistence_time", &Parameters::persistence_time, "5 min",
              range("0.1 min", "120 min"),
              "assumed: between amoeboid T cells (2 min) and macrophages (10 min)",
              "time over which the direction decorrelates"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    for (const auto i : dendritic) dendritic->walk(i, p.speed, turn_cosine);
  }
};

}  // namespace isletsim
