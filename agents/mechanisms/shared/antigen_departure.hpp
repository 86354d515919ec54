// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>

#include "core/engine/population.hpp"

namespace isletsim {

/// Cells that carry antigen leave for the lymph node as they mature: hazard m/τ where a > a₀.
///
/// `p` has transit_time τ [min] and least_antigen a₀ [β cells]; `departure` is the fate of a cell
/// that leaves, and maturity(i) is m, 0 to 1.
template <class Parameters, class P, class Fate, class Maturity>
void leave_with_antigen(const Parameters& p, Chunk<P> cells, Fate departure, Maturity maturity) {
  for (const auto i : cells) {
    if (static_cast<double>(cells->antigen[i]) > p.least_antigen)
      cells->fate.add(i, departure, maturity(i) / p.transit_time);
  }
}

}  // namespace isletsim
