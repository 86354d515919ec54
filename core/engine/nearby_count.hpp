// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "core/space/lattice.hpp"

namespace isletsim {

/// How many cells of some kind lie within a radius of each site: an integer layer, filled by
/// scattering each of the (few) cells into its ball, so that the (many) others read it in one
/// access.
class NearbyCount {
 public:
  /// Radius in [µm], between site centres.
  NearbyCount(const Lattice& sites, double radius);

  [[nodiscard]] std::int32_t operator[](Site site) const { return counts_[site.value()]; }
  void clear();
  /// Counts one cell at `site` in every site within the radius.
  void scatter(Site site);

 private:
  /// Sites along x about the row's middle, which lies (y, z) from the ball's.
  struct RowOfBall {
    int half_width, y, z;
  };

  Lattice lattice_;
  std::vector<RowOfBall> ball_;
  std::vector<std::int32_t> counts_;
  bool empty_ = true;
};

}  // namespace isletsim
