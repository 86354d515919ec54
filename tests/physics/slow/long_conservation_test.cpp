// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <doctest/doctest.h>

#include "tests/physics/ledger.hpp"

using namespace isletsim;
using namespace isletsim::physics;

TEST_CASE("over 10000 loose steps the amount stays within the last residual") {
  Ledger ledger(closed_lanes(), 1);
  for (std::int64_t step = 1; step <= 10000; ++step) {
    ledger.step(step, {.tolerance = 1e-3});
    if (step != 100 && step != 1000 && step != 10000) continue;
    for (std::size_t l = 0; l < ledger.block().lanes(); ++l) {
      CAPTURE(step);
      CAPTURE(l);
      CHECK(std::abs(ledger.imbalance(l) + ledger.carried_share(l)) < 2e-7);
      CHECK(std::abs(ledger.imbalance(l)) < 1e-4);
    }
  }
}
