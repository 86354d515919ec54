// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/islet/now.hpp"
#include "agents/mechanisms/shared/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Extravasated MSCs walk slowly and persistently through the tissue.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed             while walking [µm/min]
///   τ  persistence_time  over which directions decorrelate [min]
struct MscMigration {
  static constexpr Mechanism info{
      .key = "msc_migration",
      .group = "msc",
      .rows = {15},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "extravasated MSCs walk slowly and persistently through the tissue",
      .equation = "step v dt, <cos theta> = exp(-dt / tau)",
      .source = "assumed: 20 um/h, the order of tracking in collagen (10-50 um/h)",
      .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    static auto describe() {
      return parameters(
          row("speed", &Parameters::speed, "0.33 um/min", range("0 um/min", "2 um/min"),
              "assumed: 20 um/h, the order of tracking in collagen (10-50 um/h)",
              "speed of the walk"),
          row("persistence_time", &Parameters::persistence_time, "60 min",
              range("1 min", "600 min"), "assumed: 30-180 min for mesenchymal migration",
              "time over which the direction decorrelates"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    for (const auto i : mscs)
      if (mscs->extravasated(i)) mscs->walk(i, p.speed, turn_cosine);
  }
};

}  // namespace isletsim
