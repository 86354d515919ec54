// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/near_field.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t sites_of_voxel = 8;

std::size_t position_in_voxel(const Lattice::Extent& site) {
  return static_cast<std::size_t>(site[0] % 2 + 2 * (site[1] % 2) + 4 * (site[2] % 2));
}

}  // namespace

namespace detail {

double missing_from_plume(std::size_t beside, std::size_t out) {
  // A site's centre lies a quarter of a voxel from its voxel's centre. Of the two voxels to read
  // between along an axis the source's own has the weight 3/4, from another voxel 1/4.
  double read = 0;
  for (std::size_t corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::size_t away = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const bool other = (corner >> axis & 1) != 0;
      away += other ? 1 : 0;
      weight *= other == (axis < out) ? 0.75 : 0.25;
    }
    read += weight * lattice_green[away];
  }
  return lattice_green[beside] - 0.5 * read;
}

}  // namespace detail

NearField::NearField(const std::string& block, const Lattice& sites, const Lattice& voxels,
                     const std::vector<std::string>& lane_names,
                     std::vector<Lanes> inverse_diffusivity, std::vector<std::uint8_t> tissue_class)
    : Table(block + "_near_field", Axis::records, "sources of " + block + " by site"),
      site(*this, {.name = "site", .unit = "1", .doc = "index of the site", .shown = false}),
      rate(*this, {.name = "rate",
                   .unit = "nM um^3/min",
                   .doc = "source of each factor in the last field step",
                   .components = lane_count,
                   .component_names = lane_names,
                   .shown = false}),
      sites_(sites),
      voxels_(voxels),
      inverse_diffusivity_(std::move(inverse_diffusivity)),
      tissue_class_(std::move(tissue_class)) {
  for (std::size_t beside = 0; beside < share_.size(); ++beside)
    for (std::size_t out = 0; out <= beside; ++out)
      share_[beside][out] =
          static_cast<float>(detail::missing_from_plume(beside, out) / sites.spacing());
}

std::size_t NearField::within_voxel(const Lattice& sites, Site site) {
  return position_in_voxel(sites.coordinates(site));
}

std::uint32_t NearField::site_in_voxel(std::uint32_t voxel, std::size_t within) const {
  Lattice::Extent at = voxels_.coordinates(voxel);
  for (std::size_t a = 0; a < 3; ++a) at[a] = 2 * at[a] + static_cast<int>(within >> a & 1);
  return sites_.index(at);
}

void NearField::add_to(Site at, Lanes& concentrations) const {
  if (this->rows() == 0) return;
  const Lattice::Extent place = sites_.coordinates(at);
  const std::uint32_t slot = slot_of_voxel_[this->voxel(place)];
  if (slot == no_slot) return;
  const float* missing = &missing_[(slot * sites_of_voxel + position_in_voxel(place)) * lane_count];
  for (std::size_t l = 0; l < lane_count; ++l)
    concentrations[l] = std::max(concentrations[l] + missing[l], 0.0F);
}

std::uint32_t NearField::voxel(const Lattice::Extent& site_at) const {
  return voxels_.index({site_at[0] / 2, site_at[1] / 2, site_at[2] / 2});
}

float* NearField::missing_at(const Lattice::Extent& place) {
  const std::uint32_t voxel = this->voxel(place);
  std::uint32_t& slot = slot_of_voxel_[voxel];
  if (slot == no_slot) {
    slot = static_cast<std::uint32_t>(voxel_of_slot_.size());
    voxel_of_slot_.push_back(voxel);
    missing_.resize(missing_.size() + sites_of_voxel * lane_count, 0);
  }
  return &missing_[(slot * sites_of_voxel + position_in_voxel(place)) * lane_count];
}

void NearField::columns_restored() {
  for (const std::uint32_t voxel : voxel_of_slot_) slot_of_voxel_[voxel] = no_slot;
  voxel_of_slot_.clear();
  missing_.clear();
  if (slot_of_voxel_.empty() && this->rows() > 0) slot_of_voxel_.assign(voxels_.size(), no_slot);
  const Lattice::Extent& n = sites_.extent();
  for (std::size_t source = 0; source < this->rows(); ++source) {
    const Lattice::Extent from = sites_.coordinates(site[source]);
    const Lanes& inverse =
        inverse_diffusivity_[tissue_class_.empty() ? 0 : tissue_class_[this->voxel(from)]];
    Lanes strength;
    for (std::size_t l = 0; l < lane_count; ++l)
      strength[l] = rate[source * lane_count + l] * inverse[l];
    Lattice::Extent at;
    for (at[2] = std::max(from[2] - 1, 0); at[2] < std::min(from[2] + 2, n[2]); ++at[2])
      for (at[1] = std::max(from[1] - 1, 0); at[1] < std::min(from[1] + 2, n[1]); ++at[1])
        for (at[0] = std::max(from[0] - 1, 0); at[0] < std::min(from[0] + 2, n[0]); ++at[0]) {
          std::size_t beside = 0;
          std::size_t out = 0;
          for (std::size_t a = 0; a < 3; ++a) {
            beside += at[a] != from[a] ? 1 : 0;
            out += at[a] / 2 != from[a] / 2 ? 1 : 0;
          }
          const float share = share_[beside][out];
          float* missing = this->missing_at(at);
          for (std::size_t l = 0; l < lane_count; ++l) missing[l] += share * strength[l];
        }
  }
}

}  // namespace isletsim
