// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/base/math.hpp"

namespace isletsim {

/// Mean cosine of the turn that a persistent walker makes within dt [min]: exp(−Δt/τ), so that
/// directions decorrelate with the persistence time τ [min] whatever the step is.
[[nodiscard]] inline double persistent_turn_cosine(double dt, double persistence_time) {
  return math::exp(-dt / persistence_time);
}

}  // namespace isletsim
