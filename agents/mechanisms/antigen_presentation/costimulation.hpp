// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD80 and CD86 follow the maturity of a dendritic cell, and fall short of it under MSCs.
///
///   u' = (m (1 − w S) − u)/τ
///
///   u  CD80 and CD86 [1]     m  maturity [1]      S  suppression by MSCs, neutral at 0 [1]
///   w  msc_sensitivity [1]   τ  response_time [min]
///
/// About half is lost at one MSC for ten dendritic cells, in some settings none. Stands for MHC
/// class II and CD1a as well.
struct Costimulation {
  static constexpr Mechanism info{
      .key = "costimulation",
      .group = "antigen_presentation",
      .rows = {8, 28},
      .shape = Shape::relaxation,
      .claim = "CD80 and CD86 follow maturity, and fall short of it under MSCs",
      .equation =
          "costimulation' = (maturity (1 - msc_sensitivity msc_suppression) - "
          "costimulation) / response_time",
      .source = "Spaggiari et al. 2009 Blood 113:6576",
      .confidence = Confidence::medium};

  struct Parameters {
    double response_time;
    double msc_sensitivity;
    static auto describe() {
      return parameters(
          row("response_time", &Parameters::response_time, "24 h", range("1 h", "1 week"),
              "assumed: a day from stimulus to surface expression",
              "time constant of CD80 and CD86"),
          row("msc_sensitivity", &Parameters::msc_sensitivity, "0.5", range("0", "1"),
              "Spaggiari et al. 2009 Blood 113:6576; half at 1:10, none to 70 % between settings",
              "greatest loss of CD80 and CD86 under MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic) const {
    for (const auto i : dendritic) {
      const double kept =
          1 - p.msc_sensitivity * static_cast<double>(dendritic->msc_suppression[i]);
      dendritic->costimulation.relax(i, kept * static_cast<double>(dendritic->maturity[i]),
                                     p.response_time);
    }
  }
};

}  // namespace isletsim
