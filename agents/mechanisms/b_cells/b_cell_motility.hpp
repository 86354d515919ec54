// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/islet/now.hpp"
#include "agents/mechanisms/shared/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// B cells walk persistently through the tissue.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed [µm/min]     τ  persistence_time, over which directions decorrelate [min]
///
/// Neglects contacts with helper T cells that would hold them.
struct BCellMotility {
  static constexpr Mechanism info{.key = "b_cell_motility",
                                  .group = "b_cells",
                                  .rows = {13},
                                  .shape = Shape::move,
                                  .cadence = Cadence::motility,
                                  .claim = "B cells walk persistently through the tissue",
                                  .equation = "step speed dt, <cos theta> = exp(-dt / tau)",
                                  .source = "popellab/SPQSP_PDAC 07f71908, param_all_test.xml",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    static auto describe() {
      return parameters(
          row("speed", &Parameters::speed, "1.6 um/min", range("0 um/min", "10 um/min"),
              "popellab/SPQSP_PDAC 07f71908, param_all_test.xml", "speed of the walk"),
          row("persistence_time", &Parameters::persistence_time, "2 min",
              range("0.1 min", "30 min"), "assumed: as T cells",
              "time over which the direction decorrelates"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    for (const auto i : b_cells) b_cells->walk(i, p.speed, turn_cosine);
  }
};

}  // namespace isletsim
