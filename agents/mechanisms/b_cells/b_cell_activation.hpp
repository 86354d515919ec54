// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Naive B cells are activated by antigen that they took up.
///
///   h = k · H(a; K)        hazard of activation [1/min]
///
///   k  rate [1/min]     a  antigen, in β cells [1]     K  half_saturation [1]
///
/// Neglects the help of T cells, which plasma cells need later.
struct BCellActivation {
  static constexpr Mechanism info{
      .key = "b_cell_activation",
      .group = "b_cells",
      .rows = {13},
      .shape = Shape::hazard,
      .claim = "naive B cells are activated by antigen that they took up",
      .equation = "h = rate H(antigen; half_saturation, 1)",
      .source = "assumed: activation takes hours to a day once the receptor is engaged",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "2 1/day", range("0 1/day", "100 1/day"),
              "assumed: activation takes half a day at full antigen", "hazard at full antigen"),
          row("half_saturation", &Parameters::half_saturation, 0.1, range(0.001, 100),
              "assumed: a B cell's receptor concentrates its antigen; a tenth of a β cell's "
              "suffices",
              "antigen at half the hazard, in β cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells) const {
    for (const auto i : b_cells) {
      if (!b_cells->is(BCellState::naive, i)) continue;
      const auto antigen = static_cast<double>(b_cells->antigen[i]);
      b_cells->fate.add(i, BCellFate::activation, p.rate * math::hill(antigen, p.half_saturation));
    }
  }
};

}  // namespace isletsim
