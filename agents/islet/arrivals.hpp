// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>

#include "agents/factor.hpp"

namespace isletsim {

/// Mean concentrations at the venules of an islet, in the factors' native units.
struct VenuleState {
  std::array<double, factor_count> levels{};
  [[nodiscard]] double operator()(Factor factor) const {
    return levels[static_cast<std::size_t>(factor)];
  }
};

/// How fast cells of one type enter the islet; several rules add up [cells/min].
struct ArrivalRate {
  double rate = 0;
  void add(double cells_per_min) { rate += cells_per_min; }
};

/// What brings cells into an islet besides the host's T cells and MSCs.
struct Arrivals {
  ArrivalRate macrophages;
  ArrivalRate dendritic_cells;
};

}  // namespace isletsim
