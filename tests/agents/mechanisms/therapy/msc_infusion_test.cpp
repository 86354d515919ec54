// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/therapy/msc_infusion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr MscInfusion::Parameters parameters_of_infusion{.lung_share = 0.85,
                                                         .lung_half_life = 60,
                                                         .pancreas_share_intravenous = 5e-3,
                                                         .pancreas_share_arterial = 0.2};

HostModel with_infusion(std::string route, double at, std::int64_t times = 1) {
  HostModel model = host_without_rules();
  model.treatments = {{.kind = TreatmentKind::msc_infusion,
                       .at = at,
                       .every = times > 1 ? std::optional(60.0) : std::nullopt,
                       .times = times,
                       .dose = 5e7,
                       .route = std::move(route)}};
  return model;
}

void run_to(HandMadeHost& body, int hours) {
  for (int hour = 0; hour < hours; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    MscInfusion{}(parameters_of_infusion, body.host, exchange);
    std::int64_t accounted = body.host.pools.msc_in_lung[0] + body.host.pools.msc_lost[0];
    for (const std::int64_t passing : body.host.cohorts.passing.values()) accounted += passing;
    REQUIRE(accounted == body.host.pools.msc_infused[0]);
  }
}

}  // namespace

TEST_CASE("the lung holds its share of an intravenous dose, and loses half in a half-life") {
  HandMadeHost body(with_infusion("intravenous", 0));
  const HostPools& pools = body.host.pools;
  run_to(body, 1);
  CHECK(pools.msc_infused[0] == 1'000'000);  // 5e7 per kg, 0.02 kg
  const auto held = static_cast<double>(pools.msc_in_lung[0]);
  CHECK(std::abs(held - 850'000) < binomial_bound(1e6, 0.85));
  REQUIRE(body.host.cohorts.rows() == 1);
  CHECK(body.host.cohorts.passing[0] == 1'000'000 - pools.msc_in_lung[0]);
  // Of the 15 % that pass, so many stay that they are 0.5 % of the dose.
  CHECK(body.host.cohorts.retention[0] == approximately(0.005 / 0.15));
  REQUIRE(body.events.size() == 1);
  CHECK(body.events[0].event == "msc_infusion");
  CHECK(body.events[0].cause == "intravenous");

  Exchange exchange = body.exchange(60);
  MscInfusion{}(parameters_of_infusion, body.host, exchange);
  CHECK(std::abs(static_cast<double>(pools.msc_lost[0]) - held / 2) < binomial_bound(held, 0.5));
}

TEST_CASE("an infusion into the pancreatic artery bypasses the lung") {
  HandMadeHost body(with_infusion("pancreatic_artery", 0));
  run_to(body, 3);
  CHECK(body.host.pools.msc_in_lung[0] == 0);
  CHECK(body.host.pools.msc_lost[0] == 0);
  CHECK(body.host.cohorts.passing[0] == 1'000'000);
  CHECK(body.host.cohorts.retention[0] == approximately(0.2));
}

TEST_CASE("an infusion is given in the interval in which it is due, and as often as stated") {
  HandMadeHost body(with_infusion("intravenous", 119, 3));
  run_to(body, 1);
  CHECK(body.host.cohorts.rows() == 0);
  run_to(body, 6);  // due at 119, 179 and 239 min: in the second, third and fourth hour
  REQUIRE(body.host.cohorts.rows() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(body.host.cohorts.infused_at[i] == 60.0 * static_cast<double>(i + 1));
  CHECK(body.host.pools.msc_infused[0] == 3'000'000);
}

TEST_CASE("a virus is no infusion") {
  HostModel model = with_infusion("intravenous", 0);
  model.treatments[0].kind = TreatmentKind::virus;
  HandMadeHost body(std::move(model));
  run_to(body, 2);
  CHECK(body.host.pools.msc_infused[0] == 0);
}
