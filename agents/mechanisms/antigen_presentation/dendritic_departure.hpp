// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "agents/mechanisms/shared/antigen_departure.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Dendritic cells that carry antigen leave for the lymph node as they mature.
///
///   h = m/τ  where a > a₀, else 0        hazard of leaving the islet [1/min]
///
///   m  maturity [1]      τ  transit_time [min]      a  antigen, in β cells [1]
///   a₀ least_antigen [1]
struct DendriticDeparture {
  static constexpr Mechanism info{
      .key = "dendritic_departure",
      .group = "antigen_presentation",
      .rows = {7},
      .shape = Shape::hazard,
      .claim = "mature dendritic cells carry antigen to the lymph node",
      .equation = "h = maturity / transit_time where antigen > least_antigen",
      .source = "Turley et al. 2003 J Exp Med 198:1527; time assumed",
      .confidence = Confidence::medium};

  struct Parameters {
    double transit_time;
    double least_antigen;
    static auto describe() {
      return parameters(
          row("transit_time", &Parameters::transit_time, "24 h", range("6 h", "1000 day"),
              "assumed: 12-48 h from uptake to lymph node; 6 h in popellab/SPQSP_PDAC",
              "mean time until a mature, loaded cell leaves"),
          row("least_antigen", &Parameters::least_antigen, "0.1", range("0", "10"),
              "assumed: a tenth of a β cell's antigen counts as loaded",
              "antigen above which a cell is loaded, in β cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic) const {
    leave_with_antigen(p, dendritic, DendriticFate::departure,
                       [&](std::size_t i) { return static_cast<double>(dendritic->maturity[i]); });
  }
};

}  // namespace isletsim
