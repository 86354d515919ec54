// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

namespace isletsim {

/// The run's seed. It has no default: code that draws states the seed.
struct Seed {
  std::uint32_t value;
};

}  // namespace isletsim
