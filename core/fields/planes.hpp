// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

namespace isletsim::detail {

/// Lattices above this many voxels are worth more than one thread: smaller ones stay in a cache.
inline constexpr std::size_t serial_voxels = 64 * 64 * 64;

/// Calls body(i) for 0 ≤ i < count, on many threads where `voxels` are many. Bodies must be
/// independent of each other.
template <class Body>
void for_each_plane(int count, std::size_t voxels, const Body& body) {
  if (voxels <= serial_voxels) {
    for (int i = 0; i < count; ++i) body(i);
  } else {
    tbb::parallel_for(tbb::blocked_range<int>(0, count), [&](const tbb::blocked_range<int>& some) {
      for (int i = some.begin(); i < some.end(); ++i) body(i);
    });
  }
}

}  // namespace isletsim::detail
