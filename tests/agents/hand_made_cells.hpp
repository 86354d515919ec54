// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/engine/population.hpp"

namespace isletsim {

/// Adds n cells with ids 1 … n, all at `site`, and empties the scratch.
inline void add_cells(Population& population, std::size_t n, Site site = Site{0}) {
  for (std::size_t i = 0; i < n; ++i)
    population.append(CellId{1, static_cast<std::uint64_t>(i + 1)}, site, 0);
  population.clear_scratch();
}

}  // namespace isletsim
