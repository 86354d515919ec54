// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Extravasated MSCs that express CX3CR1 climb gradients of CX3CL1.
///
///   |b| = I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   I  index   K  dissociation_constant   d  sensing_length   δ_half  half_difference
///
/// A minority of cultured MSCs express the receptor (Sordi et al. 2005). Tissue gradients are
/// shallow: what brings MSCs into the islet is arrest at the endothelium. Neglects desensitisation.
struct Cx3cr1Chemotaxis {
  static constexpr Mechanism info{
      .key = "cx3cr1_chemotaxis",
      .group = "msc",
      .rows = {15},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "MSCs that express CX3CR1 climb gradients of CX3CL1",
      .equation = "|b| = I delta / (delta_half + delta), delta = d |grad c| K / (K + c)^2",
      .source = "Sordi et al. 2005 Blood 106:419; Imai et al. 1997 Cell 91:521",
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
          row("dissociation_constant", &Parameters::dissociation_constant, "0.7 nM",
              range("0.01 nM", "20 nM"), "Imai et al. 1997 Cell 91:521: 0.03-0.74 nM",
              "CX3CL1 at half occupancy of CX3CR1")
              .of_factor("CX3CL1"),
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
      if (mscs->extravasated(i) && mscs->cx3cr1[i] != 0)
        mscs->bias(i, response(gradients, Factor::cx3cl1, mscs->site_of(i)));
  }
};

}  // namespace isletsim
