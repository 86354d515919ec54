// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/plasma_cell_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("plasma cells die at their rate, and none is left of none") {
  HandMadeHost body;
  Exchange exchange = body.exchange();
  PlasmaCellDeath{}({.rate = 0.002}, body.host, exchange);
  CHECK(body.host.pools.plasma_cells[0] == 0);
  body.host.pools.plasma_cells[0] = 1'000'000;
  PlasmaCellDeath{}({.rate = 0.002}, body.host, exchange);
  const double living = std::exp(-0.12);
  CHECK(std::abs(static_cast<double>(body.host.pools.plasma_cells[0]) - 1e6 * living) <
        binomial_bound(1e6, living));
}
