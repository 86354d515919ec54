// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "agents/architecture/architecture.hpp"
#include "agents/architecture/region.hpp"

namespace isletsim {

class RandomStream;

/// Numbers of β, α and δ cells.
struct EndocrineCounts {
  std::size_t beta;
  std::size_t alpha;
  std::size_t delta;
};

/// Splits `total` cells in proportion to the shares of `settings`, by largest remainder.
[[nodiscard]] EndocrineCounts endocrine_counts(const IsletSettings& settings, std::size_t total);

/// Puts β cells in the core, within `core_radius` of the islet's radius, and α and δ cells at
/// random among the β cells left in the mantle. The mantle grows inwards where it is too small for
/// its α and δ cells. Returns a type for each of `sites`.
[[nodiscard]] std::vector<TissueCell> core_mantle_layout(const IsletRegion& region,
                                                         const std::vector<Site>& sites,
                                                         const EndocrineCounts& counts,
                                                         double core_radius, RandomStream random);

/// Mixes all types at random, then swaps β with other cells by Metropolis steps that favour β–β
/// contacts (1 kT each; assumed: it only orders the moves) until there are `1 + clustering` times
/// as many as random mixing gives, or 100 swaps per cell are tried. Returns a type for each of
/// `sites`.
[[nodiscard]] std::vector<TissueCell> intermingled_layout(const Lattice& lattice,
                                                          const std::vector<Site>& sites,
                                                          const EndocrineCounts& counts,
                                                          double clustering, RandomStream random);

}  // namespace isletsim
