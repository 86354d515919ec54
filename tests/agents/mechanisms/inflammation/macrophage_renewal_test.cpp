// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/macrophage_renewal.hpp"

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("renewal balances the turnover of the residents and adds to recruitment") {
  Arrivals arrivals;
  arrivals.macrophages.add(0.5);
  MacrophageRenewal{}({.turnover = 0.05, .residents = 8}, arrivals, VenuleState{});
  CHECK(arrivals.macrophages.rate == approximately(0.5 + 0.05 * 8));
}
