// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/naive_recirculation.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr NaiveRecirculation::Parameters parameters_of_visits{.lymph_node_share = 0.2,
                                                              .visit = 600};
constexpr std::int64_t recirculating = 10'000'000;

std::int64_t visiting_after_an_hour(std::int64_t visiting_before) {
  HandMadeHost body;
  body.host.pools.naive[3] = recirculating;
  body.host.pools.visiting[3] = visiting_before;
  Exchange exchange = body.exchange();
  NaiveRecirculation{}(parameters_of_visits, body.host, exchange);
  CHECK(body.host.pools.naive[3] == recirculating);
  CHECK(body.host.pools.visiting[2] == 0);
  return body.host.pools.visiting[3];
}

}  // namespace

TEST_CASE("naive cells enter the lymph node and leave it at the rates of their visits") {
  // In at 0.2/(0.8 · 600) = 1/2400 per min, out at 1/600: after an hour the share in the node is
  // 0.2 (1 − exp(−60/480)) of the cells that were outside, and 0.8 times it of those inside are
  // gone.
  const double mixed = 1 - std::exp(-0.125);
  CHECK(std::abs(static_cast<double>(visiting_after_an_hour(0)) - 0.2 * mixed * recirculating) <
        binomial_bound(recirculating, 0.2 * mixed));
  const std::int64_t left = recirculating - visiting_after_an_hour(recirculating);
  CHECK(std::abs(static_cast<double>(left) - 0.8 * mixed * recirculating) <
        binomial_bound(recirculating, 0.8 * mixed));
}

TEST_CASE("without a share no T cell comes") {
  HandMadeHost body;
  body.host.pools.naive[0] = recirculating;
  NaiveRecirculation{}.start({.lymph_node_share = 0, .visit = 600}, body.host);
  Exchange exchange = body.exchange();
  NaiveRecirculation{}({.lymph_node_share = 0, .visit = 600}, body.host, exchange);
  CHECK(body.host.pools.visiting[0] == 0);
}

TEST_CASE("the share that starts in the lymph node stays") {
  HandMadeHost body;
  body.host.pools.naive[0] = recirculating;
  NaiveRecirculation{}.start(parameters_of_visits, body.host);
  CHECK(std::abs(static_cast<double>(body.host.pools.visiting[0]) - 0.2 * recirculating) <
        binomial_bound(recirculating, 0.2));
  CHECK(body.host.pools.visiting[1] == 0);
  for (int hour = 0; hour < 100; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    NaiveRecirculation{}(parameters_of_visits, body.host, exchange);
  }
  CHECK(std::abs(static_cast<double>(body.host.pools.visiting[0]) - 0.2 * recirculating) <
        binomial_bound(recirculating, 0.2));
}
