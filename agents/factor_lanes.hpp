// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "agents/factor.hpp"

namespace isletsim {

/// The factors of both blocks lane by lane, those of `spread` first, and the lane of each factor.
struct AssignedLanes {
  std::array<Factor, factor_count> by_lane;
  std::array<std::uint8_t, factor_count> lane;
};
extern const AssignedLanes assigned_lanes;

/// Lane of a factor in its block: lanes are assigned by presence, and by the order of the table
/// among factors of one presence.
[[nodiscard]] inline std::size_t lane_of(Factor factor) {
  return assigned_lanes.lane[static_cast<std::size_t>(factor)];
}
/// The factors of the block `spread` or of `local`, lane by lane.
[[nodiscard]] std::span<const Factor> factors_by_lane(bool spread);

}  // namespace isletsim
