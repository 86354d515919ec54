// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/nearby_count.hpp"

namespace isletsim {

NearbyCount::NearbyCount(const Lattice& sites, double radius)
    : lattice_(sites), counts_(sites.size(), 0) {
  const int reach = static_cast<int>(radius / sites.spacing());
  const double limit = radius / sites.spacing();
  for (int z = -reach; z <= reach; ++z) {
    for (int y = -reach; y <= reach; ++y) {
      for (int x = -reach; x <= reach; ++x) {
        if (x * x + y * y + z * z <= limit * limit) ball_.push_back({x, y, z});
      }
    }
  }
}

void NearbyCount::clear() {
  for (const std::uint32_t site : touched_) counts_[site] = 0;
  touched_.clear();
}

void NearbyCount::scatter(Site site) {
  const Lattice::Extent centre = lattice_.coordinates(site);
  for (const auto& offset : ball_) {
    const Lattice::Extent at{centre[0] + offset[0], centre[1] + offset[1], centre[2] + offset[2]};
    if (!lattice_.contains(at)) continue;
    const std::uint32_t index = lattice_.index(at);
    if (counts_[index]++ == 0) touched_.push_back(index);
  }
}

}  // namespace isletsim
