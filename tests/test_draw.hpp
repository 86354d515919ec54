// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/base/random.hpp"

namespace isletsim {

/// Use of random numbers of tests.
inline constexpr Draw test_draw = Draws<1>{"test"}[0];

}  // namespace isletsim
