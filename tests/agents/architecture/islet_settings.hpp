// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/architecture/architecture.hpp"

namespace isletsim::test {

/// Settings of a published islet of either species: composition (Kim et al. 2009), vessels
/// (Brissova et al. 2015), cells per IEQ (Pisania et al. 2010).
inline IsletSettings islet_of(Species species, double diameter) {
  const bool mouse = species == Species::mouse;
  return {.diameter = diameter,
          .box = {},
          .architecture = mouse ? Architecture::core_mantle : Architecture::intermingled,
          .vessel_fraction = mouse ? 0.08 : 0.06,
          .cells_per_ieq = 1560,
          .beta_fraction = mouse ? 0.75 : 0.55,
          .alpha_fraction = mouse ? 0.18 : 0.35,
          .delta_fraction = mouse ? 0.06 : 0.10,
          .core_radius = 0.9,
          .beta_clustering = 0.2,
          .cells = {},
          .slab_thickness = 80};
}

}  // namespace isletsim::test
