// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/fields/lanes.hpp"
#include "core/fields/stencil.hpp"
#include "core/space/lattice.hpp"
#include "core/state/column.hpp"

namespace isletsim {

/// Sources by site, on voxels of two sites' width.
///
/// A source counts in the eight voxels about its site with the weights of reading there: 3/4 of the
/// nearer and 1/4 of the other along each axis, so that its plume is centred on it. What would fall
/// outside the box, or into another tissue class, stays on this side.
///
/// Weights smear on the way in and out. So a reading adds, at the source's own site and at the 26
/// about it, the difference between its plume on the lattice of sites and its plume on the lattice
/// of voxels as it is deposited in and read between them. Without it a cell that secretes reads a
/// quarter of what it should of its own plume.
///
/// Both plumes are those at rest, without decay and far from the border: over two sites a plume is
/// at rest within h²/D, seconds. A source q on a lattice of spacing h then makes q G / (D h), with
/// G the lattice's Green function (at the origin: Watson 1939, doi:10.1093/qmath/os-10.1.266).
/// Beyond these sites at most an eighth is missing, at two sites' distance. Uptake is not resolved.
///
/// The rates are part of the state, as readings until the next field step depend on them. No
/// reading falls below 0 while a new source's plume still builds up.
class NearField final : public Table {
 public:
  /// `inverse_diffusivity`: 1/D of each lane, 0 where nothing spreads [min/µm²], for each tissue
  /// class; one where D is uniform and `tissue_class` is empty. There are as many lane names as
  /// numbers per voxel.
  NearField(const std::string& block, const Lattice& sites, const Lattice& voxels,
            const std::vector<std::string>& lane_names, std::vector<Lanes> inverse_diffusivity,
            std::vector<std::uint8_t> tissue_class, const detail::StencilKernels& kernels);

  /// Position of a site among the 8 of its voxel, and back.
  [[nodiscard]] static std::size_t within_voxel(const Lattice::Extent& site) {
    return static_cast<std::size_t>(site[0] % 2 + 2 * (site[1] % 2) + 4 * (site[2] % 2));
  }
  [[nodiscard]] std::uint32_t site_in_voxel(std::uint32_t voxel, std::size_t within) const;
  /// Adds to eight concentrations at a site, read between voxels, what is missing [nM].
  void add_to(const Lattice::Extent& at, std::size_t first_lane, EightLanes& concentrations) const {
    const AlignedVector<float>& missing = missing_[first_lane / eight];
    if (missing.empty()) return;
    const std::uint32_t slot = slot_of_voxel_[voxels_.index({at[0] / 2, at[1] / 2, at[2] / 2})];
    if (slot == no_slot) return;
    const float* at_site = &missing[(slot * sites_of_voxel + within_voxel(at)) * eight];
    for (std::size_t l = 0; l < eight; ++l)
      concentrations[l] = std::max(concentrations[l] + at_site[l], 0.0F);
  }

  /// Voxels that sources count in.
  [[nodiscard]] std::span<const std::uint32_t> voxels() const { return voxel_of_slot_; }
  /// Voxels that a source counts in, and their weights.
  struct Corner {
    std::uint32_t voxel;
    double weight;
  };
  using Corners = std::array<Corner, 8>;
  [[nodiscard]] Corners corners_of(std::size_t source) const;

  /// To be called whenever the columns were written.
  void columns_restored() override;

  Column<std::uint32_t> site;  ///< ascending
  Column<float> rate;          ///< [nM µm³/min]

 private:
  static constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t sites_of_voxel = 8;
  /// Lanes are in groups of eight; a group without any source costs nothing.
  static constexpr std::size_t eight = 8;
  static constexpr std::size_t groups_of_eight = lane_count / eight;
  /// Slots of a source's own voxel and of the seven on its site's side.
  using SlotsAbout = std::array<std::uint32_t, 8>;

  [[nodiscard]] SlotsAbout slots_about(const Lattice::Extent& source);

  Lattice sites_, voxels_;
  std::vector<Lanes> inverse_diffusivity_;
  std::vector<std::uint8_t> tissue_class_;
  const detail::StencilPasses& passes_;
  /// For a source in each of its voxel's sites, what the 27 sites get [1/µm].
  std::array<std::vector<detail::Share>, sites_of_voxel> shares_;
  std::vector<std::uint32_t> slot_of_voxel_;
  std::vector<std::uint32_t> voxel_of_slot_;
  std::vector<SlotsAbout> slots_of_source_;
  /// For each of the 8 sites of a slot's voxel [nM]; empty where the lanes have no source.
  std::array<AlignedVector<float>, groups_of_eight> missing_;
};

namespace detail {

/// Green function of −Δ on the cubic lattice, spacing 1, at (i, j, k), each from 0 to 2.
[[nodiscard]] double lattice_green(std::size_t i, std::size_t j, std::size_t k);

/// What a source of strength 1 lacks at a site that lies `beside` it along so many axes, along
/// `out` of them in another voxel, in units of 1/(D h), h the spacing of the sites [1].
[[nodiscard]] double missing_from_plume(std::size_t beside, std::size_t out);

}  // namespace detail

}  // namespace isletsim
