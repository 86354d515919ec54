// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isletsim {

/// The diffusing factors, in the order of their lanes: 16 of the block `spread`, then those of
/// `local`.
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
  vegf,
  pge2,
  damp,
  oxygen,
  nitric_oxide,
  il2,
  extracellular_vesicles,
  il6_macrophage,
};
inline constexpr std::size_t factor_count = 21;
inline constexpr std::size_t spread_factor_count = 16;
inline constexpr std::size_t local_factor_count = factor_count - spread_factor_count;

/// What is declared of a factor. Diffusivity and half-life are defaults that a scenario may
/// override.
struct FactorDeclaration {
  Factor factor;
  std::string_view key;          ///< name in scenarios and outputs: "CXCL12"
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
/// Lane of a factor in its block.
[[nodiscard]] constexpr std::size_t lane_of(Factor factor) {
  return static_cast<std::size_t>(factor) % spread_factor_count;
}

}  // namespace isletsim
