// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/contest.hpp"

#include "core/base/random.hpp"

namespace isletsim {

std::uint64_t Contest::bid(CellId cell, std::int64_t step) const {
  return RandomStream(seed_, draw_, cell, step).bits() | 1U;
}

}  // namespace isletsim
