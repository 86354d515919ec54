// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace isletsim {

/// The diffusing factors: 16 of the block `spread`, then those of `local`. In `spread`, whose
/// voxels are 20 µm wide, are factors that decay over at least eight of them. VEGF is one too, and
/// in `local` as the 17th: no rule reads it.
enum class Factor : std::uint8_t {
  cxcl12,
  cx3cl1,
  cxcl10,
  ccl2,
  ifn_gamma,
  tnf_alpha,
  il1_beta,
  il6,
  il10,
  il12,
  il17a,
  tgf_beta,
  hgf,
  pge2,
  damp,
  il6_macrophage,
  oxygen,
  nitric_oxide,
  il2,
  extracellular_vesicles,
  vegf,
};
inline constexpr std::size_t factor_count = 21;
inline constexpr std::size_t spread_factor_count = 16;
inline constexpr std::size_t local_factor_count = factor_count - spread_factor_count;

/// When a factor is there. Factors that are absent together share eight lanes, which then cost
/// nothing.
enum class Presence : std::uint8_t {
  standing,  ///< from cells that an islet has, or from what dies in it: nearly always
  attack,    ///< from T cells that recognise their antigen and from M1 macrophages: at times
  therapy    ///< from MSCs alone: never without them
};

/// What is declared of a factor. Diffusivity and half-life are defaults that a scenario may
/// override.
struct FactorDeclaration {
  Factor factor;
  std::string_view key;  ///< name in scenarios and outputs: "CXCL12"
  Presence presence;
  std::string_view unit;         ///< native unit of its concentration
  double molar_mass;             ///< [kDa]; 0 where mass has no meaning
  std::string_view diffusivity;  ///< quantity
  std::string_view half_life;    ///< quantity, of loss in tissue
  std::string_view source;
  std::string_view meaning;
};

/// The factor table: one row a factor, in the order of the enumeration.
[[nodiscard]] const std::array<FactorDeclaration, factor_count>& factor_table();
/// The names of all factors.
[[nodiscard]] std::vector<std::string> factor_keys();

[[nodiscard]] constexpr bool in_spread_block(Factor factor) {
  return static_cast<std::size_t>(factor) < spread_factor_count;
}
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
