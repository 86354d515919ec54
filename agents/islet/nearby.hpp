// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/engine/nearby_count.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// Numbers of cells near a site: within 40 µm, dead β cells within the 20 µm that a dendritic
/// cell's processes reach, and what a B cell takes up or helps within 15 µm.
struct Nearby {
  explicit Nearby(const Lattice& sites)
      : mesenchymal_stem_cells(sites, radius),
        t_cells(sites, radius),
        regulatory_t_cells(sites, radius),
        effector_t_cells(sites, radius),
        monocytes(sites, radius),
        m1_macrophages(sites, radius),
        b_cells(sites, radius),
        dead_beta(sites, dendritic_reach),
        necrotic_beta(sites, b_cell_reach),
        activated_b_cells(sites, b_cell_reach) {}

  static constexpr double radius = 40;           ///< [µm]
  static constexpr double dendritic_reach = 20;  ///< [µm]
  static constexpr double b_cell_reach = 15;     ///< [µm]
  NearbyCount mesenchymal_stem_cells;            ///< extravasated and arrested
  NearbyCount t_cells;                           ///< CD8⁺ and CD4⁺
  NearbyCount regulatory_t_cells;
  NearbyCount effector_t_cells;  ///< CD8⁺ and CD4⁺, neither exhausted nor regulatory
  NearbyCount monocytes;         ///< macrophages and dendritic cells
  NearbyCount m1_macrophages;
  NearbyCount b_cells;
  NearbyCount dead_beta;          ///< apoptotic and necrotic
  NearbyCount necrotic_beta;      ///< of `dead_beta` the necrotic, within a B cell's reach
  NearbyCount activated_b_cells;  ///< within their reach
};

}  // namespace isletsim
