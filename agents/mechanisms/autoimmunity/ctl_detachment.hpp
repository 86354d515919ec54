// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/now.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Bound CD8⁺ T cells let go of their β cell after some hours.
///
///   h = 1/τ        hazard of detachment [1/min]        τ  contact_time, its mean duration [min]
///
/// A T cell also lets go when its β cell dies. Neglects a second arrest at the same β cell.
struct CtlDetachment {
  static constexpr Mechanism info{
      .key = "ctl_detachment",
      .group = "autoimmunity",
      .rows = {9},
      .shape = Shape::contact,
      .cadence = Cadence::motility,
      .claim = "CD8⁺ T cells stay bound to a β cell for some hours",
      .equation = "h = 1 / contact_time",
      .source = "Coppieters et al. 2012 J Clin Invest 122:119 (PMC3248300): order of hours",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double contact_time;
    static auto describe() {
      return parameters(row("contact_time", &Parameters::contact_time, "180 min",
                            range("1 min", "10000 min"),
                            "Coppieters et al. 2012 J Clin Invest 122:119: contacts of the order "
                            "of hours",
                            "mean duration of a stable contact"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const Now& now,
                  const RandomSource& random) const {
    const double probability = math::event_probability(1 / p.contact_time, now.motility_step);
    for (const auto i : t_cells) {
      if (!t_cells->bound(i)) continue;
      if (random(draws[0], t_cells->id_of(i)).bernoulli(probability)) t_cells->intend_to_detach(i);
    }
  }
};

}  // namespace isletsim
