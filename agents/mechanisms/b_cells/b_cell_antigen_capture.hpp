// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/islet/nearby.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// B cells take up antigen of necrotic β cells that they come near.
///
///   a' = k n (1 − a/a_max)        regulatory cells take up none
///
///   a  antigen, in β cells [1]         k  uptake from each dead cell in reach, in β cells [1/min]
///   n  necrotic β cells within 15 µm [1]      a_max  capacity [1]
///
/// The dead cell stays. Neglects the specificity of the receptor: all B cells that enter count as
/// able to bind what necrotic cells spill.
struct BCellAntigenCapture {
  static constexpr Mechanism info{
      .key = "b_cell_antigen_capture",
      .group = "b_cells",
      .rows = {13},
      .shape = Shape::relaxation,
      .claim = "B cells take up antigen of necrotic β cells that they come near",
      .equation = "antigen' = rate n (1 - antigen / capacity)",
      .source = "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633 (the rule)",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double capacity;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.25 1/h", range("0 1/h", "6 1/h"),
              "assumed: as dendritic cells of NOD mice take up antigen",
              "uptake from each necrotic cell in reach, in β cells"),
          row("capacity", &Parameters::capacity, 1, range(0.01, 1000),
              "assumed: a B cell takes up what its receptor binds, at most one β cell's antigen",
              "greatest antigen, in β cells"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells, const Nearby& nearby) const {
    for (const auto i : b_cells) {
      if (b_cells->is(BCellState::regulatory, i)) continue;
      const double rate = p.rate * nearby.necrotic_beta[b_cells->site_of(i)];
      if (rate > 0) b_cells->antigen.relax(i, p.capacity, p.capacity / rate);
    }
  }
};

}  // namespace isletsim
