// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Necrotic β cells that no macrophage engulfs fall apart and leave their site vacant.
///
///   h = k        hazard of lysis of a necrotic cell [1/min]        k  rate [1/min]
///
/// Neglects the debris, which would go on releasing danger signals for a while.
struct NecroticLysis {
  static constexpr Mechanism info{
      .key = "necrotic_lysis",
      .group = "clearance",
      .rows = {6},
      .shape = Shape::hazard,
      .claim = "Necrotic β cells that no macrophage engulfs fall apart and leave their site vacant",
      .equation = "h = rate",
      .source =
          "assumed: without it dead cells would hold their sites for ever where macrophages "
          "are few",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(row("rate", &Parameters::rate, "1 1/day", range("0 1/day", "100 1/day"),
                            "assumed: a cell with a broken membrane has lost its contents within "
                            "a day or two; twice as fast as secondary necrosis",
                            "hazard of lysis"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta)
      if (beta->necrotic(i)) beta->fate.add(i, BetaFate::lysis, p.rate);
  }
};

}  // namespace isletsim
