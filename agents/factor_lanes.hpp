// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "agents/factor.hpp"

namespace isletsim {

/// Of both blocks: the factors lane by lane, those of `spread` first, and the lane of each factor.
struct DealtLanes {
  std::array<Factor, factor_count> by_lane;
  std::array<std::uint8_t, factor_count> lane;
};
extern const DealtLanes dealt_lanes;

/// Lane of a factor in its block: lanes are dealt out by presence, and by the order of the table
/// among factors of one presence.
[[nodiscard]] inline std::size_t lane_of(Factor factor) {
  return dealt_lanes.lane[static_cast<std::size_t>(factor)];
}
/// The factors of the block `spread` or of `local`, lane by lane.
[[nodiscard]] std::span<const Factor> factors_by_lane(bool spread);

}  // namespace isletsim
