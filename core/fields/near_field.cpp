// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/near_field.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

/// Of the voxels about a site along one axis: that of the nearer one, and of the farther one.
constexpr double nearer = 0.75;
constexpr double farther = 0.25;

}  // namespace

namespace detail {

double lattice_green(std::size_t i, std::size_t j, std::size_t k) {
  constexpr std::array<double, 10> by_sorted{
      0.252731009858663,                                        // 0 0 0
      0.086064343191996, 0.055191433687738, 0.043578354397726,  // 1 0 0 to 1 1 1
      0.042889314542365, 0.035931603473490, 0.031965275107714,  // 2 0 0, 2 1 0, 2 1 1
      0.028055172597467, 0.026158735462707, 0.022651366027558,  // 2 2 0, 2 2 1, 2 2 2
  };
  std::array<std::size_t, 3> at{i, j, k};
  std::sort(at.begin(), at.end());
  const auto [smallest, middle, largest] = at;
  // Before those with this largest coordinate come 0, 1 or 4.
  return by_sorted[largest * (largest + 1) * (largest + 2) / 6 + middle * (middle + 1) / 2 +
                   smallest];
}

double missing_from_plume(std::size_t beside, std::size_t out) {
  // Weight of each distance, along an axis, between a voxel that is deposited in and one that is
  // read: where the site is the source's own, beside it in the same voxel, and beside it in
  // another.
  constexpr double equal = nearer * nearer + farther * farther;
  constexpr double crossed = nearer * farther;
  constexpr std::array<std::array<double, 3>, 3> distance{{
      {equal, 2 * crossed, 0},
      {nearer * nearer, 2 * crossed, farther * farther},
      {2 * crossed, nearer * nearer + farther * farther, 0},
  }};
  const auto along = [&](std::size_t axis) -> const std::array<double, 3>& {
    return distance[axis < out ? 2 : axis < beside ? 1 : 0];
  };
  double read = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 3; ++k)
        read += along(0)[i] * along(1)[j] * along(2)[k] * lattice_green(i, j, k);
  const auto one_if = [&](bool condition) { return std::size_t{condition ? 1U : 0U}; };
  return lattice_green(one_if(beside > 0), one_if(beside > 1), one_if(beside > 2)) - 0.5 * read;
}

}  // namespace detail

NearField::NearField(const std::string& block, const Lattice& sites, const Lattice& voxels,
                     const std::vector<std::string>& lane_names,
                     std::vector<Lanes> inverse_diffusivity, std::vector<std::uint8_t> tissue_class,
                     const detail::StencilKernels& kernels)
    : Table(block + "_near_field", Axis::records, "sources of " + block + " by site"),
      site(*this, {.name = "site", .unit = "1", .doc = "index of the site", .shown = false}),
      rate(*this, {.name = "rate",
                   .unit = "nM um^3/min",
                   .doc = "source of each factor in the last field step",
                   .components = lane_names.size(),
                   .component_names = lane_names,
                   .shown = false}),
      sites_(sites),
      voxels_(voxels),
      inverse_diffusivity_(std::move(inverse_diffusivity)),
      tissue_class_(std::move(tissue_class)),
      passes_(kernels.passes(eight, eight)) {
  // Bits of `corner` are axes along which a voxel lies beside the source's, bits of `beside` those
  // along which a site does.
  for (std::uint32_t own = 0; own < sites_of_voxel; ++own)
    for (std::uint32_t corner = 0; corner < 8; ++corner)
      for (std::uint32_t beside = 0; beside < 8; ++beside) {
        if ((beside & corner) != corner) continue;
        const double missing =
            detail::missing_from_plume(static_cast<std::size_t>(std::popcount(beside)),
                                       static_cast<std::size_t>(std::popcount(corner)));
        shares_[own].push_back(
            {corner, beside ^ own, static_cast<float>(missing / sites.spacing())});
      }
}

std::uint32_t NearField::site_in_voxel(std::uint32_t voxel, std::size_t within) const {
  Lattice::Extent at = voxels_.coordinates(voxel);
  for (std::size_t a = 0; a < 3; ++a) at[a] = 2 * at[a] + static_cast<int>(within >> a & 1);
  return sites_.index(at);
}

NearField::SlotsAbout NearField::slots_about(const Lattice::Extent& source) {
  const Lattice::Extent& n = voxels_.extent();
  const std::array<int, 3> stride{1, n[0], n[0] * n[1]};
  int own = 0;
  std::array<int, 3> step;  // to the voxel beside, along each axis
  std::size_t inside = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    const int i = source[a] / 2;
    const int side = source[a] % 2 == 0 ? -1 : 1;
    own += i * stride[a];
    step[a] = side * stride[a];
    if (i + side >= 0 && i + side < n[a]) inside |= std::size_t{1} << a;
  }
  SlotsAbout slots;
  for (std::size_t corner = 0; corner < slots.size(); ++corner) {
    slots[corner] = no_slot;
    if ((corner & inside) != corner) continue;
    int voxel = own;
    for (std::size_t a = 0; a < 3; ++a) voxel += (corner >> a & 1) == 0 ? 0 : step[a];
    std::uint32_t& slot = slot_of_voxel_[static_cast<std::size_t>(voxel)];
    if (slot == no_slot) {
      slot = static_cast<std::uint32_t>(voxel_of_slot_.size());
      voxel_of_slot_.push_back(static_cast<std::uint32_t>(voxel));
    }
    slots[corner] = slot;
  }
  return slots;
}

NearField::Corners NearField::corners_of(std::size_t source) const {
  constexpr std::array<double, 4> weight_of{nearer * nearer * nearer, nearer * nearer * farther,
                                            nearer * farther * farther,
                                            farther * farther * farther};
  constexpr std::array<double, 8> weight{weight_of[0], weight_of[1], weight_of[1], weight_of[2],
                                         weight_of[1], weight_of[2], weight_of[2], weight_of[3]};
  const SlotsAbout& slots = slots_of_source_[source];
  const std::uint32_t own = voxel_of_slot_[slots[0]];
  std::uint32_t inside = 0;
  for (std::uint32_t axis = 0; axis < 3; ++axis)
    inside |= slots[1U << axis] == no_slot ? 0 : 1U << axis;
  Corners corners;
  for (std::uint32_t corner = 0; corner < slots.size(); ++corner) {
    const std::uint32_t voxel = voxel_of_slot_[slots[corner & inside]];
    const bool elsewhere = !tissue_class_.empty() && tissue_class_[voxel] != tissue_class_[own];
    corners[corner] = {elsewhere ? own : voxel, weight[corner]};
  }
  return corners;
}

void NearField::columns_restored() {
  for (const std::uint32_t voxel : voxel_of_slot_) slot_of_voxel_[voxel] = no_slot;
  voxel_of_slot_.clear();
  slots_of_source_.clear();
  if (slot_of_voxel_.empty() && this->rows() > 0) slot_of_voxel_.assign(voxels_.size(), no_slot);
  for (const std::uint32_t source : site.values())
    slots_of_source_.push_back(this->slots_about(sites_.coordinates(source)));
  const std::size_t room = rate.info().components;
  for (std::size_t k = 0; k < room / eight; ++k) {
    const auto has_source = [&](std::size_t source) {
      const auto lanes = rate.row(source).subspan(k * eight, eight);
      return std::any_of(lanes.begin(), lanes.end(), [](float strength) { return strength > 0; });
    };
    missing_[k].clear();
    for (std::size_t source = 0; source < this->rows(); ++source) {
      if (!has_source(source)) continue;
      if (missing_[k].empty())
        missing_[k].assign(voxel_of_slot_.size() * sites_of_voxel * eight, 0);
      const SlotsAbout& slots = slots_of_source_[source];
      const Lanes& inverse =
          inverse_diffusivity_[tissue_class_.empty() ? 0 : tissue_class_[voxel_of_slot_[slots[0]]]];
      alignas(32) std::array<float, eight> strength;
      for (std::size_t l = 0; l < eight; ++l)
        strength[l] = rate[source * room + k * eight + l] * inverse[k * eight + l];
      std::array<float*, 8> places;
      for (std::size_t corner = 0; corner < places.size(); ++corner)
        places[corner] = slots[corner] == no_slot
                             ? nullptr
                             : &missing_[k][slots[corner] * sites_of_voxel * eight];
      const auto& shares = shares_[within_voxel(sites_.coordinates(site[source]))];
      passes_.distribute(strength.data(), shares.data(), shares.size(), places.data());
    }
  }
}

}  // namespace isletsim
