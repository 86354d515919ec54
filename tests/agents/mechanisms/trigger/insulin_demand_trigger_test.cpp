// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/trigger/insulin_demand_trigger.hpp"

#include <doctest/doctest.h>

#include "agents/mechanisms/metabolism/glucose_steady_state.hpp"
#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("demand is raised from the treatment until its duration has passed") {
  HostModel model = host_without_rules();
  model.treatments = {{.kind = TreatmentKind::insulin_demand,
                       .at = 60,
                       .every = std::nullopt,
                       .times = 1,
                       .dose = 0,
                       .route = ""}};
  HandMadeHost body(std::move(model));
  for (int hour = 0; hour < 5; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    InsulinDemandTrigger{}({.factor = 1.5, .duration = 120}, body.host, exchange);
    CHECK(body.host.pools.insulin_demand[0] == (hour == 1 || hour == 2 ? 1.5 : 1));
  }
  CHECK(body.events.size() == 1);
}

// Expected: R₀ = (E + S/d · I(G)) G holds at the glucose found; at d = 1 it is Topp's 100 mg/dl.
TEST_CASE("demand raises glucose, to where less sensitive uptake balances production") {
  constexpr GlucoseSteadyState::Parameters topp{.glucose_production = 864,
                                                .glucose_effectiveness = 1.44,
                                                .insulin_sensitivity = 0.72,
                                                .maximal_secretion = 43.2,
                                                .half_saturation_squared = 20000,
                                                .insulin_clearance = 432,
                                                .healthy_mass = 300,
                                                .function_lost_to_stress = 0.7};
  CHECK(GlucoseSteadyState::glucose(topp, 1) == approximately(100));
  const double glucose = GlucoseSteadyState::glucose(topp, 1, 1.5);
  CHECK(glucose > 100);
  const double insulin = GlucoseSteadyState::insulin(topp, 1, glucose);
  CHECK((1.44 + 0.72 / 1.5 * insulin) * glucose == approximately(864));
}
