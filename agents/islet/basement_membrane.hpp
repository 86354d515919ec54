// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "agents/architecture/architecture.hpp"
#include "agents/islet/islet_state.hpp"
#include "core/base/ids.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// Regions of an islet's box that cells can be barred from: the islet with its vessels, the shell
/// of the basement membrane around it, and the tissue beyond; one bit per region.
namespace region {
inline constexpr std::uint8_t exocrine = 1;
inline constexpr std::uint8_t islet = 2;
inline constexpr std::uint8_t membrane = 4;
}  // namespace region

/// The basement membrane around an islet: one element per site of the shell outside it, with an
/// integrity m from 0 to 1 that persists in `SiteLayers`. Rules add up what degrades and what
/// repairs an element; the engine moves m once per phenotype step, exactly for constant rates:
/// m' = r (1 − m) − d m.
class BasementMembrane {
 public:
  /// Of the islet that `sites` was made for.
  BasementMembrane(SiteLayers& sites, const IsletArchitecture& architecture);

  /// The region of each site.
  [[nodiscard]] const std::vector<std::uint8_t>& regions() const { return regions_; }
  [[nodiscard]] bool inside(Site site) const { return regions_[site.value()] == region::islet; }
  /// Whether there is an element at the site.
  [[nodiscard]] bool at(Site site) const { return regions_[site.value()] == region::membrane; }

  /// Integrity at a site; 0 where there is no membrane [1].
  [[nodiscard]] double integrity(Site site) const {
    return static_cast<double>(sites_->basement_membrane[site.value()]);
  }
  /// Mean over all elements; 0 without any [1].
  [[nodiscard]] double mean_integrity() const;

  /// A cell at `site` degrades the element there and those in its face neighbours, each at `rate`
  /// [1/min], during the present phenotype step.
  void degrade(Site site, double rate);
  /// Repairs every element at `rate` [1/min] during the present phenotype step.
  void repair(double rate) { repair_ += rate; }

  /// Forgets what rules added up; before *plan* of a phenotype step.
  void clear_scratch();
  /// Moves every element by dt [min].
  void commit(double dt);

 private:
  SiteLayers* sites_;
  std::vector<Site> elements_;
  std::vector<std::uint8_t> regions_;
  /// Σ rates of degradation at each site in units of 2⁻⁴⁰/min: whole numbers, so that the order of
  /// cells does not matter.
  std::vector<std::int64_t> degradation_;
  double repair_ = 0;
};

}  // namespace isletsim
