// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>

namespace isletsim {

/// Most factors that a block has. A voxel of 16 floats is one cache line, one of 8 half of it, and
/// the stencil vectorises across factors.
inline constexpr std::size_t lane_count = 16;

/// Numbers per voxel of a block of that many factors: 8, or 16.
[[nodiscard]] constexpr std::size_t lanes_of_voxel(std::size_t factors) {
  return factors <= lane_count / 2 ? lane_count / 2 : lane_count;
}

/// One number per factor of a block.
struct alignas(64) Lanes {
  std::array<float, lane_count> value{};

  [[nodiscard]] float& operator[](std::size_t lane) { return value[lane]; }
  [[nodiscard]] float operator[](std::size_t lane) const { return value[lane]; }
};

/// One number of each of eight factors of a block: the lower or the upper lanes of a voxel.
using EightLanes = std::array<float, lane_count / 2>;

/// Molecules in 1 µm³ at 1 nM [molecule/(nM µm³)]: the Avogadro constant (exact in the SI) times
/// 1e-9 mol/l times 1e-15 l.
inline constexpr double molecules_per_nM_um3 = 6.02214076e23 * 1e-9 * 1e-15;

}  // namespace isletsim
