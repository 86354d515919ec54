// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/blood_t_cell_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("half of the T cells in the blood die in a half-life") {
  HandMadeHost body;
  HostPools& pools = body.host.pools;
  for (std::size_t k = 0; k < clone_classes; ++k) pools.blood[k] = 1'000'000;
  pools.blood[3] = 0;
  Exchange exchange = body.exchange();
  BloodTCellDeath{}({.death_rate = std::log(2.0) / 60}, body.host, exchange);
  for (std::size_t k = 0; k < clone_classes; ++k) {
    if (k == 3) continue;
    CHECK(std::abs(static_cast<double>(pools.died[k]) - 5e5) < binomial_bound(1e6, 0.5));
    CHECK(pools.blood[k] + pools.died[k] == 1'000'000);
  }
  CHECK(pools.blood[3] == 0);
  CHECK(pools.died[3] == 0);
}

TEST_CASE("at rate zero no T cell dies in the blood") {
  HandMadeHost body;
  body.host.pools.blood[0] = 1'000'000;
  Exchange exchange = body.exchange();
  BloodTCellDeath{}({.death_rate = 0}, body.host, exchange);
  CHECK(body.host.pools.blood[0] == 1'000'000);
}
