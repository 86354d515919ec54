// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/observation/insulitis_count.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE(
    "three insulitic islets of the body are insulitis, and its beginning and end are reported") {
  HandMadeHost body(host_without_rules(3, 5));  // weights 2, 2, 1
  const auto count = [&](bool first, bool second, bool third) {
    body.outboxes[0].insulitic = first;
    body.outboxes[1].insulitic = second;
    body.outboxes[2].insulitic = third;
    Exchange exchange = body.exchange();
    InsulitisCount{}({.least_islets = 3}, body.host, exchange);
    return body.host.pools.insulitic_islets[0];
  };
  CHECK(count(true, false, false) == 2);
  CHECK(body.host.pools.insulitis[0] == 0);
  CHECK(count(true, false, true) == 3);
  CHECK(body.host.pools.insulitis[0] == 1);
  CHECK(count(true, true, true) == 5);
  CHECK(body.events.size() == 1);
  CHECK(count(false, false, false) == 0);
  CHECK(body.host.pools.insulitis[0] == 0);
  CHECK(body.events.size() == 2);
}
