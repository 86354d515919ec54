// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// B cells climb gradients of CXCL10, less where MSCs suppress them.
///
///   |b| = (1 − w S) · I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   S  suppression by MSCs, neutral at 0 [1]      w  msc_sensitivity [1]
///   I  index   K  dissociation_constant   d  sensing_length   δ_half  half_difference
///
/// Activated B cells carry CXCR3 as T cells do. Neglects CXCL13, which no cell here secretes.
struct BCellChemotaxis {
  static constexpr Mechanism info{
      .key = "b_cell_chemotaxis",
      .group = "b_cells",
      .rows = {13, 29},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "B cells climb gradients of CXCL10, less where MSCs suppress them",
      .equation =
          "|b| = (1 - msc_sensitivity S) I delta / (delta_half + delta), delta = d |grad c| K / "
          "(K + c)^2",
      .source =
          "Liu et al. 2016, in popellab/SPQSP_PDAC, MAPLE inference log (index); Corcione et al. "
          "2006 Blood 107:367 (loss under MSCs)",
      .confidence = Confidence::low};

  struct Parameters {
    double index;
    double dissociation_constant;
    double sensing_length;
    double half_difference;
    double msc_sensitivity;
    static auto describe() {
      return parameters(
          row("index", &Parameters::index, 0.085, range(0, 0.6),
              "Liu et al. 2016, in popellab/SPQSP_PDAC, MAPLE inference log: 0.075 in an assay, "
              "which reaches 0.9 of the ceiling",
              "chemotaxis index in an endlessly steep gradient"),
          row("dissociation_constant", &Parameters::dissociation_constant, "0.5 nM",
              range("0.01 nM", "50 nM"), "assumed: as CXCR3 of T cells",
              "CXCL10 at half occupancy of CXCR3")
              .of_factor("CXCL10"),
          row("sensing_length", &Parameters::sensing_length, "9 um", range("1 um", "60 um"),
              "assumed: diameter of a B cell", "length over which the cell compares occupancy"),
          row("half_difference", &Parameters::half_difference, 0.004, range(1e-4, 1),
              "assumed: as T cells", "occupancy difference at half the index"),
          row("msc_sensitivity", &Parameters::msc_sensitivity, 0.5, range(0, 1),
              "Corcione et al. 2006 Blood 107:367: chemotaxis falls; amount assumed",
              "loss of chemotaxis under full suppression by MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells, const Gradients& gradients) const {
    for (const auto i : b_cells) {
      auto response = ChemotacticResponse::of(p);
      response.index *= 1 - p.msc_sensitivity * static_cast<double>(b_cells->msc_suppression[i]);
      b_cells->bias(i, response(gradients, Factor::cxcl10, b_cells->site_of(i)));
    }
  }
};

}  // namespace isletsim
