// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Lymphocytes that reach the basement membrane around the islet stay at it.
///
///   a cell at the membrane takes a step away from the islet only with probability p
///
///   p  exit_probability [1]
///
/// Leukocytes gather at the islet's margin while its membrane is whole: peri-insulitis (Korpos et
/// al. 2013). Neglects which adhesion holds them.
struct MembraneRetention {
  using Cells = CellTypes<Cd8TCells, Cd4TCells, BCells>;
  static constexpr Mechanism info{
      .key = "membrane_retention",
      .group = "tissue",
      .rows = {14},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "lymphocytes that reach the basement membrane around the islet stay at it",
      .equation = "a step away from the islet is taken with probability p",
      .source = "Korpos et al. 2013 Diabetes 62:531",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double exit_probability;
    static auto describe() {
      return parameters(row("exit_probability", &Parameters::exit_probability, 0.02, range(0, 1),
                            "assumed: as for leaving the islet, so that the infiltrate gathers at "
                            "its margin",
                            "probability that a step away is taken; 1 = not retained"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> cells, const BasementMembrane& membrane,
                  const RandomSource& random) const {
    for (const auto i : cells) {
      if (membrane.at(cells->site_of(i)) &&
          !random(draws[0], cells->id_of(i)).bernoulli(p.exit_probability))
        cells->bar(i, region::exocrine);
    }
  }
};

}  // namespace isletsim
