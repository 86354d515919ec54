// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/autoantibody_production.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr AutoantibodyProduction::Parameters parameters_of_autoantibodies{.turnover = 0.02 / 1440,
                                                                          .reference_cells = 100};

double after_days(HandMadeHost& body, int days) {
  for (int hour = 0; hour < 24 * days; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    AutoantibodyProduction{}(parameters_of_autoantibodies, body.host, exchange);
  }
  return body.host.pools.autoantibodies[0];
}

}  // namespace

TEST_CASE("autoantibodies follow the plasma cells exponentially, whatever the interval") {
  HandMadeHost body;  // of 2500 islets
  body.host.pools.plasma_cells[0] = 200;
  CHECK(after_days(body, 10) == approximately(2 * (1 - std::exp(-0.2))));
  body.host.pools.plasma_cells[0] = 0;
  CHECK(after_days(body, 25) == approximately(2 * (1 - std::exp(-0.2)) * std::exp(-0.5)));
}

TEST_CASE("a larger body needs more plasma cells, and none without any") {
  HandMadeHost large(host_without_rules(1, 5000));
  large.host.pools.plasma_cells[0] = 200;
  CHECK(after_days(large, 10) == approximately(1 - std::exp(-0.2)));
  HandMadeHost none;
  CHECK(after_days(none, 10) == 0);
}
