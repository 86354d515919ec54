// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

#include "core/space/lattice.hpp"

namespace isletsim {

/// A microtome's section through the middle of an islet, at right angles to z.
struct SectionPlane {
  Vector3 centre;    ///< of the islet [µm]
  double radius;     ///< within which cells belong to the islet and its border [µm]
  double thickness;  ///< [µm]

  /// Whether a ball of this diameter [µm] leaves a profile in the section.
  [[nodiscard]] bool shows(const Vector3& point, double diameter) const {
    const double x = point[0] - centre[0];
    const double y = point[1] - centre[1];
    const double z = point[2] - centre[2];
    const double reach = (thickness + diameter) / 2;
    return z > -reach && z <= reach && x * x + y * y <= radius * radius;
  }
};

/// Profiles of cells in a section, by what pathologists stain.
struct SectionCounts {
  std::int64_t cd45 = 0;  ///< all leukocytes
  std::int64_t cd8 = 0;
  std::int64_t cd4 = 0;        ///< CD4⁺ T cells
  std::int64_t cd20 = 0;       ///< B cells
  std::int64_t cd68 = 0;       ///< macrophages
  std::int64_t insulin = 0;    ///< living β cells
  std::int64_t endocrine = 0;  ///< living β cells, α and δ cells
  bool insulitic = false;
};

}  // namespace isletsim
