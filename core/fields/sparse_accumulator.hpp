// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/base/error.hpp"

namespace isletsim {

/// Sums of what many cells add to a few voxels, the same bits in any order of the additions.
///
/// Amounts are counted in quanta of 2⁻²² ≈ 2.4e-7 in 64-bit integers: one addition of 1e-4 is exact
/// to 0.12 %, and a voxel holds up to 2.2e12. A sum that would not fit is an InternalError.
class SparseAccumulator {
 public:
  static constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();
  static constexpr double quanta_per_unit = 4194304.0;

  /// `width` sums per voxel, at most 32. Voxels beyond those given here may be added to as well.
  SparseAccumulator(std::size_t voxels, std::size_t width)
      : width_(width), slot_of_voxel_(voxels, no_slot) {
    ISLETSIM_EXPECT(width <= 32);
  }

  /// Adds a finite amount ≥ 0.
  void add(std::size_t voxel, std::size_t component, double amount) {
    ISLETSIM_EXPECT(component < width_);
    ISLETSIM_VALIDATE(amount >= 0 && amount < 0x1p62 / quanta_per_unit,
                      "a deposit is negative, not a number or too large");
    this->touch(voxel);
    const std::size_t slot = slot_of_voxel_[voxel];
    added_[slot] |= std::uint32_t{1} << component;
    std::int64_t& sum = quanta_[slot * width_ + component];
    const auto quanta = static_cast<std::int64_t>(std::llrint(amount * quanta_per_unit));
    ISLETSIM_VALIDATE(sum <= std::numeric_limits<std::int64_t>::max() - quanta,
                      "the deposits into one voxel are too large");
    sum += quanta;
  }

  /// Gives the voxel a slot, of zeros unless it has one.
  void touch(std::size_t voxel) {
    if (voxel >= slot_of_voxel_.size()) slot_of_voxel_.resize(voxel + 1, no_slot);
    std::uint32_t& slot = slot_of_voxel_[voxel];
    if (slot != no_slot) return;
    slot = static_cast<std::uint32_t>(voxel_of_slot_.size());
    voxel_of_slot_.push_back(static_cast<std::uint32_t>(voxel));
    added_.push_back(0);
    quanta_.resize(quanta_.size() + width_, 0);
  }

  void clear() {
    for (const std::uint32_t voxel : voxel_of_slot_) slot_of_voxel_[voxel] = no_slot;
    voxel_of_slot_.clear();
    added_.clear();
    quanta_.clear();
  }

  [[nodiscard]] bool empty() const { return voxel_of_slot_.empty(); }
  /// Voxels that were added to, in the order of their first additions.
  [[nodiscard]] std::span<const std::uint32_t> voxels() const { return voxel_of_slot_; }
  /// Position of a voxel in `voxels()`; `no_slot` where nothing was added.
  [[nodiscard]] std::span<const std::uint32_t> slots() const { return slot_of_voxel_; }
  [[nodiscard]] double sum(std::size_t slot, std::size_t component) const {
    return static_cast<double>(quanta_[slot * width_ + component]) / quanta_per_unit;
  }

  /// Calls visit(component, sum) for each component of a slot that something was added to.
  template <class Visit>
  void for_each_sum(std::size_t slot, Visit visit) const {
    for (std::uint32_t left = added_[slot]; left != 0; left &= left - 1) {
      const auto component = static_cast<std::size_t>(std::countr_zero(left));
      visit(component, this->sum(slot, component));
    }
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> slot_of_voxel_;
  std::vector<std::uint32_t> voxel_of_slot_;
  std::vector<std::uint32_t> added_;  ///< by slot, a bit for each component
  std::vector<std::int64_t> quanta_;
};

}  // namespace isletsim
