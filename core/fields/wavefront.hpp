// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include <tbb/parallel_for.h>

#include "core/fields/stencil.hpp"
#include "core/space/lattice.hpp"

namespace isletsim::detail {

/// Lattices of at most this many voxels stay with one thread: they fit its cache.
inline constexpr std::size_t serial_voxels = 64 * 64 * 64;

/// The planes and rows on which a pass needs the pass before it: from z − below to z + above.
struct PassReach {
  int below, above;
};

/// Runs passes over a lattice while its voxels are in cache: pass(s, rows) as soon as pass s − 1 is
/// done where it reaches.
///
/// The lattice is cut into tiles of rows, and all passes go through a tile, each a plane behind the
/// one before, before the next tile is begun; later passes lag behind by a row too. Planes are
/// assigned to threads in slabs: first each slab as far as it gets without its neighbours, then
/// what is left about each border. What is a tile or a slab depends on the lattice alone, so the
/// order of all dependent work is fixed.
template <std::size_t passes, class Pass>
void wavefront(const Lattice::Extent& extent, const std::array<PassReach, passes>& reach,
               const Pass& pass) {
  const int nx = extent[0];
  const int ny = extent[1];
  const int nz = extent[2];
  // What a pass leaves to the border at the lower and upper end of a slab.
  std::array<PassReach, passes> margin{};
  for (std::size_t s = 1; s < passes; ++s)
    margin[s] = {margin[s - 1].below + reach[s].below, margin[s - 1].above + reach[s].above};

  const auto run_planes = [&](int begin, int end, const auto& begin_of, const auto& end_of) {
    // Of the sizes tried, fastest on lattices beyond the second-level cache; within it all are one.
    constexpr int voxels_in_tile = 2600;
    const int tile_rows = std::max(voxels_in_tile / nx, margin[passes - 1].above + 1);
    const int tiles = std::max(ny / tile_rows, 1);
    for (int tile = 0; tile < tiles; ++tile) {
      const int from = ny * tile / tiles;
      const int to = ny * (tile + 1) / tiles;
      for (int front = begin; front < end + margin[passes - 1].above; ++front)
        for (std::size_t s = 0; s < passes; ++s) {
          const int z = front - margin[s].above;
          if (z < begin_of(s) || z >= end_of(s)) continue;
          const int lag = margin[s].above;
          pass(s, Rows{z, tile == 0 ? 0 : from - lag, tile + 1 == tiles ? ny : to - lag});
        }
    }
  };

  constexpr int slab_planes = 16;
  const std::size_t voxels =
      static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny) * static_cast<std::size_t>(nz);
  const int slabs = voxels <= serial_voxels || nz < 2 * slab_planes ? 1 : nz / slab_planes;
  const int planes = nz;
  const auto border = [&](int slab) { return planes * slab / slabs; };
  const auto advance_slab = [&](int slab) {
    const int begin = border(slab);
    const int end = border(slab + 1);
    run_planes(
        begin, end, [&](std::size_t s) { return begin == 0 ? 0 : begin + margin[s].below; },
        [&](std::size_t s) { return end == planes ? planes : end - margin[s].above; });
  };
  const auto close_border = [&](int slab) {
    const int at = border(slab);
    run_planes(
        at - margin[passes - 1].above, at + margin[passes - 1].below,
        [&](std::size_t s) { return at - margin[s].above; },
        [&](std::size_t s) { return s == 0 ? at : at + margin[s].below; });
  };
  if (slabs == 1) {
    advance_slab(0);
    return;
  }
  tbb::parallel_for(0, slabs, advance_slab);
  tbb::parallel_for(1, slabs, close_border);
}

}  // namespace isletsim::detail
