// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Extravasated MSCs that express CXCR4 climb gradients of CXCL12.
///
///   |b| = I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   I  index   K  dissociation_constant   d  sensing_length   δ_half  half_difference
///
/// A minority of cultured MSCs express the receptor (Sordi et al. 2005). Tissue gradients are
/// shallow: what brings MSCs into the islet is arrest at the endothelium. Neglects desensitisation.
struct Cxcr4Chemotaxis {
  static constexpr Mechanism info{
      .key = "cxcr4_chemotaxis",
      .group = "msc",
      .rows = {15},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "MSCs that express CXCR4 climb gradients of CXCL12",
      .equation = "|b| = I delta / (delta_half + delta), delta = d |grad c| K / (K + c)^2",
      .source = "Sordi et al. 2005 Blood 106:419; Gong et al. 2014, doi:10.3892/mmr.2014.2053",
      .confidence = Confidence::low};

  struct Parameters {
    double index;
    double dissociation_constant;
    double sensing_length;
    double half_difference;
    static auto describe() {
      return parameters(
          row("index", &Parameters::index, "0.25", range("0", "0.5"),
              "assumed: 0.1-0.35; the response depends on dose",
              "chemotaxis index in a steep gradient"),
          row("dissociation_constant", &Parameters::dissociation_constant, "4 nM",
              range("0.1 nM", "100 nM"),
              "Crump et al. 1997 EMBO J 16:6996; Hesselgesser et al. 1998",
              "CXCL12 at half occupancy of CXCR4")
              .of_factor("CXCL12"),
          row("sensing_length", &Parameters::sensing_length, "20 um", range("1 um", "60 um"),
              "assumed: diameter of an MSC in suspension",
              "length over which the cell compares occupancy"),
          row("half_difference", &Parameters::half_difference, "0.05", range("1e-4", "1"),
              "assumed: cells sense occupancy differences of a few percent across themselves",
              "occupancy difference at half the index"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs,
                  const Gradients& gradients) const {
    const auto response = ChemotacticResponse::of(p);
    for (const auto i : mscs)
      if (mscs->extravasated(i) && mscs->cxcr4[i] != 0)
        mscs->bias(i, response(gradients, Factor::cxcl12, mscs->site_of(i)));
  }
};

}  // namespace isletsim
