// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>

#include "agents/islet/gradients.hpp"

namespace isletsim {

/// The bias that a cell draws from the gradient of a ligand.
///
///   |b| = I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   I       chemotaxis index in a steep gradient [1]
///   K       dissociation constant of ligand and receptor [nM]
///   d       length over which the cell compares [µm]
///   δ       difference of receptor occupancy across the cell [1]
///   δ_half  difference at half the index [1]
struct ChemotacticResponse {
  double index;
  double dissociation_constant;
  double sensing_length;
  double half_difference;

  /// The response of a mechanism whose parameters have these names.
  template <class Parameters>
  [[nodiscard]] static ChemotacticResponse of(const Parameters& p) {
    return {p.index, p.dissociation_constant, p.sensing_length, p.half_difference};
  }

  [[nodiscard]] Vector3 operator()(const Gradients& gradients, Factor ligand, Site at) const {
    const Vector3 slope = gradients.gradient(ligand, at);
    const double steepness =
        std::sqrt(slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]);
    if (!(steepness > 0)) return {};
    const double bound = dissociation_constant + gradients.level(ligand, at);
    const double difference = sensing_length * steepness * dissociation_constant / (bound * bound);
    const double per_slope = index * difference / (half_difference + difference) / steepness;
    return {per_slope * slope[0], per_slope * slope[1], per_slope * slope[2]};
  }
};

}  // namespace isletsim
