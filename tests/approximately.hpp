// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <doctest/doctest.h>

namespace isletsim {

/// A value up to 1.2e-5 of itself, however small it is; to doctest::Approx, whose tolerance is of
/// 1 + the value, hazards of 1e-6 per minute are all the same.
[[nodiscard]] inline doctest::Approx approximately(double value) {
  return doctest::Approx(value).scale(1e-200);  // not 0, for that 0 be 0
}

}  // namespace isletsim
