// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/trigger/viral_trigger.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

HostModel with_virus(std::int64_t islets, double at) {
  HostModel model = host_without_rules(islets, islets);
  model.treatments = {{.kind = TreatmentKind::virus,
                       .at = at,
                       .every = std::nullopt,
                       .times = 1,
                       .dose = 0,
                       .route = ""}};
  return model;
}

std::size_t infected(const HandMadeHost& body, double until) {
  std::size_t count = 0;
  for (const double time : body.host.accounts.infected_until.values()) {
    CHECK((time == until || time == -1));
    count += time == until ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("a virus reaches its share of the islets once, and at least one") {
  struct Case {
    double share;
    std::size_t islets;
  };
  for (const Case& expected :
       {Case{0, 1}, Case{0.01, 1}, Case{0.1, 2}, Case{0.5, 10}, Case{1, 20}}) {
    CAPTURE(expected.share);
    HandMadeHost body(with_virus(20, 60));
    for (int hour = 0; hour < 4; ++hour) {
      Exchange exchange = body.exchange(60.0 * hour);
      ViralTrigger{}({.share = expected.share, .duration = 1440}, body.host, exchange);
      CHECK(body.events.size() == (hour < 1 ? 0 : expected.islets));
    }
    CHECK(infected(body, 1500) == expected.islets);
    for (const Event& event : body.events) {
      CHECK(event.event == "infection");
      CHECK(event.time == 60);
      CHECK(body.host.accounts.infected_until[event.islet - 1] == 1500);
    }
  }
}

TEST_CASE("every islet is infected as often as any other") {
  constexpr int trials = 4000;
  std::array<int, 8> hits{};
  for (std::uint32_t seed = 1; seed <= trials; ++seed) {
    HostModel model = with_virus(8, 0);
    model.seed = Seed{seed};
    HandMadeHost body(std::move(model));
    Exchange exchange = body.exchange();
    ViralTrigger{}({.share = 0.25, .duration = 60}, body.host, exchange);
    for (const Event& event : body.events) ++hits[event.islet - 1];
  }
  for (const int count : hits) CHECK(std::abs(count - 1000) < binomial_bound(trials, 0.25));
}

TEST_CASE("without a virus no islet is infected") {
  HandMadeHost body(host_without_rules(20, 20));
  Exchange exchange = body.exchange();
  ViralTrigger{}({.share = 1, .duration = 60}, body.host, exchange);
  CHECK(body.events.empty());
  CHECK(infected(body, 60) == 0);
}
