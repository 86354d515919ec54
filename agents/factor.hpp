// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>

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

[[nodiscard]] constexpr bool in_spread_block(Factor factor) {
  return static_cast<std::size_t>(factor) < spread_factor_count;
}

}  // namespace isletsim
