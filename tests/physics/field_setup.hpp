// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "core/fields/factor_block.hpp"

namespace isletsim::physics {

/// A block of one voxel per site about the middle of the box.
inline FactorBlockSpec block_spec(const Lattice& sites, std::vector<LaneSpec> lanes) {
  return {.name = "test",
          .sites = sites,
          .spacing_in_sites = 1,
          .islet_centre = sites.centre(),
          .lanes = std::move(lanes)};
}

inline LaneSpec lane(double diffusivity, double decay_rate, Storage storage, const Faces& faces) {
  return {.key = "factor",
          .diffusivity = diffusivity,
          .decay_rate = decay_rate,
          .storage = storage,
          .faces = faces};
}

inline void set(FactorBlock& block, std::size_t lane,
                const std::function<double(const Vector3&)>& profile) {
  for (std::uint32_t v = 0; v < block.rows(); ++v)
    block.concentrations[block.index(v, lane)] =
        static_cast<float>(profile(block.voxels().position(v)));
}

/// Deposits a source density [nM/min], given at the centres of the voxels.
inline void deposit(FactorBlock& block, std::size_t lane,
                    const std::function<double(const Vector3&)>& density) {
  for (std::uint32_t v = 0; v < block.rows(); ++v)
    block.add_source(
        lane, Site{v},
        density(block.voxels().position(v)) * block.voxel_volume() * molecules_per_nM_um3);
}

/// ‖c − expected‖₂ / ‖expected‖₂ over all voxels.
inline double relative_error(const FactorBlock& block, std::size_t lane,
                             const std::function<double(const Vector3&)>& expected) {
  double difference = 0;
  double size = 0;
  for (std::uint32_t v = 0; v < block.rows(); ++v) {
    const double exact = expected(block.voxels().position(v));
    const double error = double{block.concentrations[block.index(v, lane)]} - exact;
    difference += error * error;
    size += exact * exact;
  }
  return std::sqrt(difference / size);
}

/// Σ c over the voxels [nM].
inline double total(const FactorBlock& block, std::size_t lane) {
  double sum = 0;
  for (std::size_t v = 0; v < block.rows(); ++v)
    sum += double{block.concentrations[block.index(v, lane)]};
  return sum;
}

/// Σ of the carried residual over the voxels [nM].
inline double carried(const FactorBlock& block, std::size_t lane) {
  double sum = 0;
  for (std::size_t v = 0; v < block.rows(); ++v)
    sum += double{block.residual[block.index(v, lane)]};
  return sum;
}

inline double distance(const Vector3& a, const Vector3& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace isletsim::physics
