// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/clonal_expansion.hpp"

#include <doctest/doctest.h>

#include "agents/cells/cd4_t_cells.hpp"
#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("each primed cell leaves as 2^n after the delay, with its bystanders") {
  HandMadeHost body;
  const HostPools& pools = body.host.pools;
  const ClonalExpansion::Parameters p{
      .divisions = 3, .export_delay = 180, .cognate_fraction = 0.25, .helper_divisions = 1};
  for (int hour = 0; hour < 6; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    if (hour == 0) {
      exchange.primed[1] = 5;
      exchange.primed[clone_of(Cd4Subset::th1)] = 4;
    }
    ClonalExpansion{}(p, body.host, exchange);
    CAPTURE(hour);
    CHECK(pools.blood[1] == (hour < 3 ? 0 : 40));                        // 5 · 2³ after 180 min
    CHECK(pools.blood[bystander_clone] == (hour < 3 ? 0 : 120));         // 40 · (1/0.25 − 1)
    CHECK(pools.blood[clone_of(Cd4Subset::th1)] == (hour < 3 ? 0 : 8));  // 4 · 2¹
    CHECK(pools.blood[cd4_bystander_clone] == (hour < 3 ? 0 : 24));
    CHECK(pools.blood[0] == 0);
    for (std::size_t k = 0; k < clone_classes; ++k) CHECK(pools.exported[k] == pools.blood[k]);
  }
}

TEST_CASE("a delay shorter than the exchange interval takes one interval") {
  HandMadeHost body;
  const ClonalExpansion::Parameters p{
      .divisions = 0, .export_delay = 1, .cognate_fraction = 1, .helper_divisions = 1};
  for (int hour = 0; hour < 2; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    if (hour == 0) exchange.primed[0] = 7;
    ClonalExpansion{}(p, body.host, exchange);
    CHECK(body.host.pools.blood[0] == 7 * hour);
  }
  CHECK(body.host.pools.blood[bystander_clone] == 0);  // every cell is cognate
}

TEST_CASE("every primed cell is exported once, whenever it was primed") {
  HandMadeHost body;
  const ClonalExpansion::Parameters p{
      .divisions = 2, .export_delay = 600, .cognate_fraction = 0.5, .helper_divisions = 1};
  std::int64_t primed = 0;
  for (int hour = 0; hour < 50; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    if (hour < 40) primed += exchange.primed[2] = hour % 7;
    ClonalExpansion{}(p, body.host, exchange);
    const auto queued = [&](std::size_t clone) {
      std::int64_t sum = 0;
      for (std::size_t row = 0; row < body.host.expansion.rows(); ++row)
        sum += body.host.expansion.cells[row * clone_classes + clone];
      return sum;
    };
    REQUIRE(body.host.pools.exported[2] + queued(2) == 4 * primed);
    REQUIRE(body.host.pools.exported[bystander_clone] + queued(bystander_clone) == 4 * primed);
  }
  CHECK(body.host.pools.exported[2] == 4 * primed);
}
