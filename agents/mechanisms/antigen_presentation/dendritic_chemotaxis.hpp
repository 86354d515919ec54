// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Immature dendritic cells climb gradients of CCL2.
///
///   |b| = (1 − m) · I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   m  maturity [1]   I  index   K  dissociation_constant   d  sensing_length
///   δ_half  half_difference
///
/// On maturing they trade CCR2 for CCR7, whose ligand is in lymph.
struct DendriticChemotaxis {
  static constexpr Mechanism info{
      .key = "dendritic_chemotaxis",
      .group = "antigen_presentation",
      .rows = {1},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "immature dendritic cells climb gradients of CCL2",
      .equation =
          "|b| = (1 - maturity) I delta / (delta_half + delta), delta = d |grad c| K / (K + c)^2",
      .source = "popellab/SPQSP_PDAC, MAPLE inference log, indices in three dimensions",
      .confidence = Confidence::medium};

  struct Parameters {
    double index;
    double dissociation_constant;
    double sensing_length;
    double half_difference;
    static auto describe() {
      return parameters(
          row("index", &Parameters::index, "0.2", range("0", "0.62"),
              "Haessler et al. 2011, doi:10.1073/pnas.1014920108: 0.176 in collagen, where 0.9 of "
              "the ceiling are reached; for CCR7, assumed alike for CCR2",
              "chemotaxis index in an endlessly steep gradient"),
          row("dissociation_constant", &Parameters::dissociation_constant, "0.23 nM",
              range("0.01 nM", "10 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "CCL2 at half occupancy of CCR2")
              .of_factor("CCL2"),
          row("sensing_length", &Parameters::sensing_length, "11.5 um", range("1 um", "60 um"),
              "popellab/SPQSP_PDAC 07f71908, param_all_test.xml: diameter of an immature dendritic "
              "cell",
              "length over which the cell compares occupancy"),
          row("half_difference", &Parameters::half_difference, "0.004", range("1e-4", "1"),
              "Haessler et al. 2011, doi:10.1073/pnas.1014920108: cells answer to differences of "
              "0.4 %",
              "occupancy difference at half the index"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic,
                  const Gradients& gradients) const {
    for (const auto i : dendritic) {
      auto response = ChemotacticResponse::of(p);
      response.index *= 1 - static_cast<double>(dendritic->maturity[i]);
      dendritic->bias(i, response(gradients, Factor::ccl2, dendritic->site_of(i)));
    }
  }
};

}  // namespace isletsim
