// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/basement_membrane.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Effector T cells and M1 macrophages degrade the basement membrane that they touch.
///
///   m' = −d · n · m        integrity of an element [1]
///
///   d  rate [1/min]     n  effector T cells and M1 macrophages in contact with the element
///
/// In NOD mice and in people the peri-islet basement membrane is lost only where leukocytes
/// penetrate the islet (Korpos et al. 2013). Neglects which protease cleaves what, and cells that
/// do not touch.
struct MembraneDegradation {
  using Cells = CellTypes<Cd8TCells, Cd4TCells, Macrophages>;
  static constexpr Mechanism info{
      .key = "membrane_degradation",
      .group = "tissue",
      .rows = {14},
      .shape = Shape::relaxation,
      .claim = "effector T cells and M1 macrophages degrade the basement membrane that they touch",
      .equation = "m' = -rate n m",
      .source =
          "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633; Korpos et "
          "al. 2013 Diabetes 62:531",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.1 1/h", range("0 1/h", "10 1/h"),
              "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633, in model "
              "units; an hour assumed: ten times the repair is what decides",
              "degradation of an element by each cell in contact"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> cells, BasementMembrane& membrane) const {
    for (const auto i : cells) {
      bool degrades = false;
      if constexpr (std::is_same_v<P, Macrophages>) {
        degrades = cells->is(MacrophagePhenotype::m1, i);
      } else {
        degrades = cells->effector(i);
      }
      if (degrades) membrane.degrade(cells->site_of(i), p.rate);
    }
  }
};

}  // namespace isletsim
