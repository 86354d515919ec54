// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/islet/basement_membrane.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/math.hpp"

namespace isletsim {

namespace {
constexpr double rate_units = 1099511627776.0;  // 2⁴⁰
}

BasementMembrane::BasementMembrane(SiteLayers& sites, const IsletArchitecture& architecture)
    : sites_(&sites),
      elements_(architecture.basement_membrane),
      degradation_(architecture.lattice.size(), 0) {
  for (const TissueClass tissue : architecture.tissue_class)
    regions_.push_back(in_islet(tissue) ? region::islet : region::exocrine);
  for (const Site site : elements_) regions_[site.value()] = region::membrane;
}

double BasementMembrane::mean_integrity() const {
  double sum = 0;
  for (const Site site : elements_) sum += this->integrity(site);
  return elements_.empty() ? 0 : sum / static_cast<double>(elements_.size());
}

void BasementMembrane::degrade(Site site, double rate) {
  const auto units = static_cast<std::int64_t>(std::llround(rate * rate_units));
  degradation_[site.value()] += units;
  sites_->lattice()->for_each_face_neighbour(
      site, [&](Site neighbour) { degradation_[neighbour.value()] += units; });
}

void BasementMembrane::clear_scratch() {
  std::fill(degradation_.begin(), degradation_.end(), 0);
  repair_ = 0;
}

void BasementMembrane::commit(double dt) {
  for (const Site site : elements_) {
    const double degradation = static_cast<double>(degradation_[site.value()]) / rate_units;
    const double total = repair_ + degradation;
    if (total <= 0) continue;
    float& integrity = sites_->basement_membrane[site.value()];
    const double target = repair_ / total;
    integrity = static_cast<float>(target + (static_cast<double>(integrity) - target) *
                                                math::exp(-total * dt));
  }
}

}  // namespace isletsim
