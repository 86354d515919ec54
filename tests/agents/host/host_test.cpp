// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/host/host.hpp"

#include <array>
#include <cstdint>
#include <set>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

TEST_CASE("weights differ by at most one and add up to the islets represented") {
  const HandMadeHost body(host_without_rules(7, 2500));
  std::int64_t sum = 0;
  for (const std::int64_t weight : body.host.accounts.weight.values()) {
    CHECK((weight == 357 || weight == 358));  // 2500 / 7 = 357.14
    sum += weight;
  }
  CHECK(sum == 2500);
}

TEST_CASE("no two parts of a use of random numbers by the host share numbers") {
  const HandMadeHost body(host_without_rules(1, 1));
  std::set<std::uint64_t> drawn;
  const std::array<std::uint64_t, 4> parts{0, 1, clone_classes - 1, 0xFFFFFFFF};
  for (const std::uint64_t part : parts)
    drawn.insert(body.host.model().random_at_start(test_draw, part).bits());
  CHECK(drawn.size() == parts.size());
  // Nor repeats of treatments, as many as there may be.
  CHECK(stream_part(0, 999) < stream_part(1, 0));
}

TEST_CASE("a transfer keeps what its weight does not divide") {
  std::int64_t account = 2;
  CHECK(Host::transfer(11, account, 5) == 2);  // 13 = 2 · 5 + 3
  CHECK(account == 3);
  CHECK(Host::transfer(0, account, 5) == 0);
  CHECK(account == 3);
  CHECK(Host::transfer(2, account, 5) == 1);
  CHECK(account == 0);
}

TEST_CASE("what an islet returns counts by its weight") {
  HandMadeHost body(host_without_rules(2, 5));  // weights 3 and 2
  body.outboxes[0].t_cells[1] = 4;
  body.outboxes[1].t_cells[1] = 1;
  body.outboxes[1].t_cell_births[0] = 7;
  body.outboxes[0].t_cell_deaths[2] = 5;
  body.outboxes[1].departed.push_back(
      {.id = 9, .kind = ApcKind::macrophage, .antigen = 2, .maturity = 0.5, .costimulation = 0.25});
  body.host.advance(body.outboxes, body.inboxes, 120, 120, body.events);
  CHECK(body.host.pools.blood[1] == 3 * 4 + 2 * 1);
  CHECK(body.host.pools.born[0] == 14);
  CHECK(body.host.pools.died[2] == 15);
  REQUIRE(body.host.apcs.size() == 1);
  CHECK(body.host.apcs.weight[0] == 2);
  CHECK(body.host.naive_stimulators(0) == 0.02);  // as many as a hundredth of two dendritic cells
  CHECK(body.host.apcs.antigen[0] == 2);
  CHECK(body.host.apcs.costimulation[0] == 0.25);
  CHECK(body.host.apcs.arrival_time[0] == 120);
}
