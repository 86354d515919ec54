// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <iterator>
#include <utility>

#include "core/base/random.hpp"

namespace isletsim {

/// Puts a range into random order (Fisher–Yates); std::shuffle may differ between libraries.
template <std::random_access_iterator Iterator>
void shuffle(Iterator begin, Iterator end, RandomStream& random) {
  for (auto left = end - begin; left > 1; --left) {
    const auto other = static_cast<decltype(left)>(random.below(static_cast<std::uint64_t>(left)));
    std::swap(begin[left - 1], begin[other]);
  }
}

}  // namespace isletsim
