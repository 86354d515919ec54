// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>

#include "core/engine/occupancy.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// The cells of other types in contact with a site: in the site itself and in its six face
/// neighbours.
class Contacts {
 public:
  explicit Contacts(const Occupancy& occupancy) : occupancy_(&occupancy) {}

  /// Calls visit(row) for each cell of population type P in contact with `site`.
  template <class P, class Visit>
  void for_each(Site site, Visit visit) const {
    for_each_contact(*occupancy_, P::place, site, [&](Occupant occupant) {
      if (occupant.population() == P::number) visit(occupant.row());
    });
  }
  template <class P>
  [[nodiscard]] int count(Site site) const {
    int n = 0;
    this->for_each<P>(site, [&](std::size_t) { ++n; });
    return n;
  }

 private:
  const Occupancy* occupancy_;
};

}  // namespace isletsim
