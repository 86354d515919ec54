// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "agents/architecture/region.hpp"

namespace isletsim {

class RandomStream;

/// The vessels of an islet and its surroundings, one endothelial cell per site, in ascending order.
struct VesselTree {
  std::vector<Site> capillaries;  ///< in the islet
  std::vector<Site> arteriole;    ///< outside, from a face of the box to the islet
  std::vector<Site> venules;      ///< outside, from the islet to faces of the box
};

/// Grows one connected tree of vessels that fills the islet evenly with exactly `capillary_count`
/// sites and reaches at least two faces of the box. Sites of a vessel touch by faces or edges: at
/// one site in twelve this is a capillary length of some 1,000 mm/mm³, as counted in sections
/// (Figliuzzi).
///
/// A trunk crosses the box through the islet: arteriole, capillary, venule. Efferent capillaries
/// leave in evenly spread directions and go on as venules to the faces, as many as the surface asks
/// and the count allows. Then, until the count is reached, a branch grows from the nearest
/// capillary to the site of the islet that lies farthest from any vessel, so that distances end
/// even.
///
/// Without capillaries (`capillary_count` 0) an arteriole and the venules end at the surface.
/// Neglects loops: real capillaries anastomose.
[[nodiscard]] VesselTree grow_vessels(const IsletRegion& region, std::size_t capillary_count,
                                      RandomStream random);

}  // namespace isletsim
