// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

class RandomStream;

/// The sites of an islet within its box.
struct IsletRegion {
  Lattice lattice;                   ///< 10-µm sites of the box
  Vector3 centre;                    ///< [µm]
  double radius;                     ///< [µm]
  std::vector<Site> sites;           ///< of the islet, ascending
  std::vector<std::uint8_t> inside;  ///< for each site of the box: 1 in the islet, 0 elsewhere

  [[nodiscard]] bool contains(Site site) const { return inside[site.value()] != 0; }
};

/// A ball of `diameter` [µm] about the centre of the lattice: the sites nearest to the centre, as
/// many as have the ball's volume; chance decides between sites equally far. (The sites whose
/// centre lies in the ball miss its volume by 15 % at 50 µm.)
[[nodiscard]] IsletRegion ball_region(const Lattice& lattice, double diameter, RandomStream random);

/// The islet that a set of cells fills: their sites and the gaps of up to two sites between them.
/// `radius` is that of the ball of equal volume.
[[nodiscard]] IsletRegion filled_region(const Lattice& lattice, const std::vector<Site>& cells);

/// Sites outside the islet that touch it by face, edge or corner: a closed shell of one site, which
/// no path into the islet misses.
[[nodiscard]] std::vector<Site> peri_islet_shell(const IsletRegion& region);

/// Calls visit(Site) for each of the up to 26 sites that touch `site` by face, edge or corner.
template <class Visit>
void for_each_touching_site(const Lattice& lattice, Site site, Visit visit) {
  const Lattice::Extent at = lattice.coordinates(site);
  for (int dz = -1; dz <= 1; ++dz) {
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        const Lattice::Extent other{at[0] + dx, at[1] + dy, at[2] + dz};
        if ((dx != 0 || dy != 0 || dz != 0) && lattice.contains(other)) visit(lattice.site(other));
      }
    }
  }
}

}  // namespace isletsim
