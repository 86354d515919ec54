// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/nearby_count.hpp"

#include <algorithm>
#include <cmath>

namespace isletsim {

NearbyCount::NearbyCount(const Lattice& sites, double radius)
    : lattice_(sites), counts_(sites.size(), 0) {
  const double limit = radius / sites.spacing();
  const int reach = static_cast<int>(limit);
  for (int z = -reach; z <= reach; ++z)
    for (int y = -reach; y <= reach; ++y) {
      const double left = limit * limit - (y * y + z * z);
      if (left >= 0) ball_.push_back({static_cast<int>(std::sqrt(left)), y, z});
    }
}

void NearbyCount::clear() {
  if (!empty_) std::fill(counts_.begin(), counts_.end(), 0);
  empty_ = true;
}

void NearbyCount::scatter(Site site) {
  empty_ = false;
  const Lattice::Extent centre = lattice_.coordinates(site);
  const Lattice::Extent& n = lattice_.extent();
  for (const RowOfBall& row : ball_) {
    const int y = centre[1] + row.y;
    const int z = centre[2] + row.z;
    if (y < 0 || y >= n[1] || z < 0 || z >= n[2]) continue;
    std::int32_t* counts = &counts_[lattice_.index({0, y, z})];
    const int end = std::min(centre[0] + row.half_width + 1, n[0]);
    for (int x = std::max(centre[0] - row.half_width, 0); x < end; ++x) ++counts[x];
  }
}

}  // namespace isletsim
