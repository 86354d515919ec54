// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/trigger/bacterial_trigger.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("bacteria reach their share of the islets when they are due, and nothing else does") {
  HostModel model = host_without_rules(20, 60);
  model.treatments = {{.kind = TreatmentKind::bacteria,
                       .at = 60,
                       .every = std::nullopt,
                       .times = 1,
                       .dose = 0,
                       .route = ""}};
  HandMadeHost body(std::move(model));
  for (int hour = 0; hour < 3; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    BacterialTrigger{}({.share = 0.25, .duration = 1440}, body.host, exchange);
    CHECK(body.events.size() == (hour < 1 ? 0 : 5));
  }
  std::size_t struck = 0;
  for (const double until : body.host.accounts.bacteria_until.values()) struck += until == 1500;
  CHECK(struck == 5);
  for (const double until : body.host.accounts.infected_until.values()) CHECK(until == -1);
  for (const Event& event : body.events) CHECK(event.cause == "bacteria");
}
