// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/islet/now.hpp"
#include "agents/mechanisms/shared/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages walk persistently through the tissue.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed             while walking [µm/min]
///   τ  persistence_time  over which directions decorrelate [min]
///
/// Neglects differences between M0, M1 and M2 and arrest while engulfing.
struct MacrophageMotility {
  static constexpr Mechanism info{.key = "macrophage_motility",
                                  .group = "inflammation",
                                  .rows = {2},
                                  .shape = Shape::move,
                                  .cadence = Cadence::motility,
                                  .claim = "macrophages walk persistently through the tissue",
                                  .equation = "step v dt, <cos theta> = exp(-dt / tau)",
                                  .source =
                                      "Chen et al. 2019, bone-marrow-derived macrophages, in "
                                      "popellab/SPQSP_PDAC 07f71908, param_all_test.xml",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    static auto describe() {
      return parameters(
          row("speed", &Parameters::speed, "1.6 um/min", range("0 um/min", "6 um/min"),
              "Chen et al. 2019, in popellab/SPQSP_PDAC 07f71908, param_all_test.xml",
              "speed of the walk"),
          row("persistence_time", &Parameters::persistence_time, "10 min",
              range("0.1 min", "120 min"),
              "assumed: between amoeboid T cells (2 min) and mesenchymal cells (60 min)",
              "time over which the direction decorrelates"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    for (const auto i : macrophages) macrophages->walk(i, p.speed, turn_cosine);
  }
};

}  // namespace isletsim
