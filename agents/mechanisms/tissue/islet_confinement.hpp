// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/cells/beta_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/dendritic_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "agents/islet/contacts.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Leukocytes that touch β cells in an islet hardly leave it.
///
///   a cell in contact with a living β cell takes a step out of the islet only with probability p
///
///   p  exit_probability [1]
///
/// In islets with antigen T cells move confined (Coppieters et al. 2012), and islet macrophages are
/// residents (Calderon et al. 2015); adhesion holds them. Other rules move cells to the blood or
/// the lymph node.
struct IsletConfinement {
  using Cells = CellTypes<Cd8TCells, Cd4TCells, BCells, Macrophages, DendriticCells>;
  static constexpr Mechanism info{
      .key = "islet_confinement",
      .group = "tissue",
      .rows = {9},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "leukocytes that touch β cells in an islet hardly leave it",
      .equation = "a step out of the islet is taken with probability p",
      .source = "Coppieters et al. 2012 J Clin Invest 122:119",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double exit_probability;
    static auto describe() {
      return parameters(row("exit_probability", &Parameters::exit_probability, 0.02, range(0, 1),
                            "assumed: most T cells of an infiltrated islet are inside it, against "
                            "a volume share of 2 % of the box",
                            "probability that a step out of the islet is taken; 1 = not confined"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> cells, const BetaCells& beta,
                  const Contacts& contacts, const BasementMembrane& membrane,
                  const RandomSource& random) const {
    for (const auto i : cells) {
      if (!membrane.inside(cells->site_of(i))) continue;
      bool touches = false;
      contacts.for_each<BetaCells>(cells->site_of(i),
                                   [&](std::size_t row) { touches = touches || beta.alive(row); });
      if (touches && !random(draws[0], cells->id_of(i)).bernoulli(p.exit_probability)) {
        cells->bar(i, region::exocrine | region::membrane);
      }
    }
  }
};

}  // namespace isletsim
