// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/surroundings.hpp"
#include "agents/mechanisms/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD8⁺ T cells that are bound to no β cell walk persistently, at random.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed [µm/min]     τ  persistence_time, over which directions decorrelate [min]
///
/// Intravital imaging of islets found no dominant chemotactic gradient: there is none here.
/// Neglects the rise of speed with infiltration.
struct TCellMotility {
  static constexpr Mechanism info{
      .key = "t_cell_motility",
      .group = "autoimmunity",
      .rows = {2},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "CD8⁺ T cells walk persistently at random until they arrest at a β cell",
      .equation = "step speed dt, <cos theta> = exp(-dt / persistence_time), unless bound",
      .source = "Coppieters et al. 2012 J Clin Invest 122:119 (PMC3248300)",
      .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    static auto describe() {
      return parameters(row("speed", &Parameters::speed, "5 um/min", range("0 um/min", "20 um/min"),
                            "Coppieters et al. 2012 J Clin Invest 122:119", "speed of the walk"),
                        row("persistence_time", &Parameters::persistence_time, "2 min",
                            range("0.1 min", "30 min"), "Beltman et al. 2009 Nat Rev Immunol 9:789",
                            "time over which the direction decorrelates"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    for (const auto i : t_cells)
      if (!t_cells->bound(i)) t_cells->walk(i, p.speed, turn_cosine);
  }
};

}  // namespace isletsim
