// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/base/error.hpp"
#include "core/base/ids.hpp"

namespace isletsim {

/// A point or vector in the box [µm]; the box's corner is the origin.
using Vector3 = std::array<double, 3>;

/// The regular lattice of cubic cells of an islet's box, x fastest. Serves sites and voxels alike.
class Lattice {
 public:
  using Extent = std::array<int, 3>;

  Lattice(Extent extent, double spacing) : extent_(extent), spacing_(spacing) {
    ISLETSIM_EXPECT(extent[0] > 0 && extent[1] > 0 && extent[2] > 0 && spacing > 0);
  }

  [[nodiscard]] const Extent& extent() const { return extent_; }
  /// Edge of one lattice cell [µm].
  [[nodiscard]] double spacing() const { return spacing_; }
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(extent_[0]) * static_cast<std::size_t>(extent_[1]) *
           static_cast<std::size_t>(extent_[2]);
  }
  [[nodiscard]] Vector3 centre() const {
    return {0.5 * extent_[0] * spacing_, 0.5 * extent_[1] * spacing_, 0.5 * extent_[2] * spacing_};
  }

  [[nodiscard]] bool contains(const Extent& at) const {
    return at[0] >= 0 && at[0] < extent_[0] && at[1] >= 0 && at[1] < extent_[1] && at[2] >= 0 &&
           at[2] < extent_[2];
  }
  [[nodiscard]] std::uint32_t index(const Extent& at) const {
    ISLETSIM_EXPECT(this->contains(at));
    return static_cast<std::uint32_t>((at[2] * extent_[1] + at[1]) * extent_[0] + at[0]);
  }
  [[nodiscard]] Extent coordinates(std::uint32_t index) const {
    const auto i = static_cast<int>(index);
    return {i % extent_[0], i / extent_[0] % extent_[1], i / extent_[0] / extent_[1]};
  }
  /// Centre of a lattice cell [µm].
  [[nodiscard]] Vector3 position(std::uint32_t index) const {
    const Extent at = this->coordinates(index);
    return {(at[0] + 0.5) * spacing_, (at[1] + 0.5) * spacing_, (at[2] + 0.5) * spacing_};
  }
  /// Lattice coordinates of the cell that holds a point; may lie outside the lattice.
  [[nodiscard]] Extent coordinates(const Vector3& point) const {
    return {static_cast<int>(std::floor(point[0] / spacing_)),
            static_cast<int>(std::floor(point[1] / spacing_)),
            static_cast<int>(std::floor(point[2] / spacing_))};
  }

  [[nodiscard]] Site site(const Extent& at) const { return Site{this->index(at)}; }
  [[nodiscard]] Vector3 position(Site site) const { return this->position(site.value()); }
  [[nodiscard]] Extent coordinates(Site site) const { return this->coordinates(site.value()); }

  /// Calls visit(Site) for each of the up to six face neighbours, in the order −x +x −y +y −z +z.
  template <class Visit>
  void for_each_face_neighbour(Site site, Visit visit) const {
    const Extent at = this->coordinates(site);
    const auto stride_y = static_cast<std::uint32_t>(extent_[0]);
    const auto stride_z = static_cast<std::uint32_t>(extent_[0] * extent_[1]);
    const std::uint32_t i = site.value();
    if (at[0] > 0) visit(Site{i - 1});
    if (at[0] + 1 < extent_[0]) visit(Site{i + 1});
    if (at[1] > 0) visit(Site{i - stride_y});
    if (at[1] + 1 < extent_[1]) visit(Site{i + stride_y});
    if (at[2] > 0) visit(Site{i - stride_z});
    if (at[2] + 1 < extent_[2]) visit(Site{i + stride_z});
  }

  bool operator==(const Lattice&) const = default;

 private:
  Extent extent_;
  double spacing_;
};

}  // namespace isletsim
