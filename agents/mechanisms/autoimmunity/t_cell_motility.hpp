// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/now.hpp"
#include "agents/mechanisms/shared/persistent_walk.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// T cells that hold on to no β cell and no antigen-presenting cell walk persistently, at random.
///
///   ⟨cosθ⟩ = exp(−Δt/τ)      mean cosine of the turn in a step [1]
///
///   v  speed [µm/min]     τ  persistence_time, over which directions decorrelate [min]
///
/// Intravital imaging of islets found no dominant chemotactic gradient: there is none here.
/// Neglects the rise of speed with infiltration.
struct TCellMotility {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "t_cell_motility",
      .group = "autoimmunity",
      .rows = {2},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim =
          "T cells walk persistently at random until they arrest at a β cell or where antigen is "
          "presented",
      .equation = "step speed dt, <cos theta> = exp(-dt / persistence_time), unless bound",
      .source = "Coppieters et al. 2012 J Clin Invest 122:119 (PMC3248300)",
      .confidence = Confidence::medium};

  struct Parameters {
    double speed;
    double persistence_time;
    double cd4_speed;
    static auto describe() {
      return parameters(
          row("speed", &Parameters::speed, "5 um/min", range("0 um/min", "20 um/min"),
              "Coppieters et al. 2012 J Clin Invest 122:119", "speed of the walk"),
          row("persistence_time", &Parameters::persistence_time, "2 min",
              range("0.1 min", "30 min"), "Beltman et al. 2009 Nat Rev Immunol 9:789",
              "time over which the direction decorrelates"),
          row("cd4_speed", &Parameters::cd4_speed, "4 um/min", range("0 um/min", "10 um/min"),
              "assumed: a little slower than CD8⁺ T cells, popellab/SPQSP_PDAC 07f71908 for "
              "regulatory T cells",
              "speed of CD4⁺ T cells"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Now& now) const {
    const double turn_cosine = persistent_turn_cosine(now.motility_step, p.persistence_time);
    const double speed = std::is_same_v<P, Cd4TCells> ? p.cd4_speed : p.speed;
    for (const auto i : t_cells)
      if (!t_cells->held(i, now.step)) t_cells->walk(i, speed, turn_cosine);
  }
};

}  // namespace isletsim
