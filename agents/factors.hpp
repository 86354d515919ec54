// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agents/factor.hpp"

namespace isletsim {

/// When a factor is there. Factors that are absent together share a group of eight lanes, which
/// then costs nothing.
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

/// The factor table: one row per factor, in the order of the enumeration.
[[nodiscard]] const std::array<FactorDeclaration, factor_count>& factor_table();
/// The names of all factors.
[[nodiscard]] std::vector<std::string> factor_keys();

}  // namespace isletsim
