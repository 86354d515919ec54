// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "agents/islet/basement_membrane.hpp"

namespace isletsim {

/// A row of sites along x: an islet of `islet` sites at the low end, one element of basement
/// membrane, and exocrine tissue up to `length` sites.
struct HandMadeMembrane {
  explicit HandMadeMembrane(int islet, int length)
      : layers(make(islet, length)), membrane(layers, make(islet, length)) {}

  SiteLayers layers;
  BasementMembrane membrane;

 private:
  static IsletArchitecture make(int islet, int length) {
    IsletArchitecture architecture{.lattice = Lattice({length, 1, 1}, 10),
                                   .centre = {0, 0, 0},
                                   .radius = 10.0 * islet,
                                   .tissue_class = {},
                                   .cells = {},
                                   .basement_membrane = {Site{static_cast<std::uint32_t>(islet)}},
                                   .venule_entries = {}};
    for (int i = 0; i < length; ++i)
      architecture.tissue_class.push_back(i < islet ? TissueClass::islet : TissueClass::exocrine);
    return architecture;
  }
};

}  // namespace isletsim
