// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/draw.hpp"
#include "core/base/error.hpp"
#include "core/base/ids.hpp"
#include "core/base/seed.hpp"

namespace isletsim {

/// Decides which cell gets a place that several cells want in the same step: the one with the
/// largest of 64 random bits keyed by its id. The outcome depends on which cells contend, not on
/// the order in which they are asked.
class Contest {
 public:
  Contest(std::size_t places, Seed seed, Draw draw) : bids_(places, 0), seed_(seed), draw_(draw) {}

  /// Enters a cell for a place.
  void enter(std::uint32_t place, CellId cell, std::int64_t step) {
    const std::uint64_t bid = this->bid(cell, step);
    std::uint64_t& best = bids_[place];
    ISLETSIM_VALIDATE(bid != best, "two cells drew the same 64 bits in a contest");
    if (best == 0) touched_.push_back(place);
    if (bid > best) best = bid;
  }
  [[nodiscard]] bool wins(std::uint32_t place, CellId cell, std::int64_t step) const {
    return bids_[place] == this->bid(cell, step);
  }
  /// Makes ready for the next step; clears only what was touched.
  void clear() {
    for (const std::uint32_t place : touched_) bids_[place] = 0;
    touched_.clear();
  }

 private:
  [[nodiscard]] std::uint64_t bid(CellId cell, std::int64_t step) const;

  std::vector<std::uint64_t> bids_;
  std::vector<std::uint32_t> touched_;
  Seed seed_;
  Draw draw_;
};

}  // namespace isletsim
