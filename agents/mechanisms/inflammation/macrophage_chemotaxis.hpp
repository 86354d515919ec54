// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages climb gradients of CCL2.
///
///   |b| = I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   I  index   K  dissociation_constant   d  sensing_length   δ_half  half_difference
///
/// The same for M0, M1 and M2. Neglects desensitisation of CCR2.
struct MacrophageChemotaxis {
  static constexpr Mechanism info{
      .key = "macrophage_chemotaxis",
      .group = "inflammation",
      .rows = {2, 11},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "macrophages climb gradients of CCL2",
      .equation = "|b| = I delta / (delta_half + delta), delta = d |grad c| K / (K + c)^2",
      .source = "Lee et al. 2020 and Cui et al. 2018, in popellab/SPQSP_PDAC, MAPLE inference log",
      .confidence = Confidence::medium};

  struct Parameters {
    double index;
    double dissociation_constant;
    double sensing_length;
    double half_difference;
    static auto describe() {
      return parameters(
          row("index", &Parameters::index, "0.29", range("0", "0.6"),
              "Lee et al. 2020, in popellab/SPQSP_PDAC, MAPLE inference log",
              "chemotaxis index in an endlessly steep gradient"),
          row("dissociation_constant", &Parameters::dissociation_constant, "0.23 nM",
              range("0.01 nM", "10 nM"), "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv",
              "CCL2 at half occupancy of CCR2")
              .of_factor("CCL2"),
          row("sensing_length", &Parameters::sensing_length, "18.6 um", range("1 um", "60 um"),
              "Nibbering et al. 1990: diameter of a macrophage",
              "length over which the cell compares occupancy"),
          row("half_difference", &Parameters::half_difference, "0.004", range("1e-4", "1"),
              "assumed: as dendritic cells (Haessler et al. 2011, doi:10.1073/pnas.1014920108)",
              "occupancy difference at half the index"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages,
                  const Gradients& gradients) const {
    const auto response = ChemotacticResponse::of(p);
    for (const auto i : macrophages)
      macrophages->bias(i, response(gradients, Factor::ccl2, macrophages->site_of(i)));
  }
};

}  // namespace isletsim
