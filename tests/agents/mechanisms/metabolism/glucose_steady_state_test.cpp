// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/metabolism/glucose_steady_state.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

// Topp et al. 2000, per minute instead of per day.
constexpr GlucoseSteadyState::Parameters parameters_of_topp{.glucose_production = 864.0 / 1440,
                                                            .glucose_effectiveness = 1.44 / 1440,
                                                            .insulin_sensitivity = 0.72 / 1440,
                                                            .maximal_secretion = 43.2 / 1440,
                                                            .half_saturation_squared = 20000,
                                                            .insulin_clearance = 432.0 / 1440,
                                                            .healthy_mass = 300,
                                                            .function_lost_to_stress = 0.7};

}  // namespace

TEST_CASE("glucose at given shares of the β-cell mass is as published") {
  // Topp et al. 2000, rounded to 1 mg/dl. At a share of one, 0.72 · 10 · 100 + 1.44 · 100 = 864.
  const std::vector<std::pair<double, double>> published{
      {1, 100}, {0.5, 133}, {0.4, 146}, {0.3, 166}, {0.2, 200}, {0.15, 228}, {0.1, 275}};
  for (const auto& row : published) {
    CAPTURE(row.first);
    CHECK(std::abs(GlucoseSteadyState::glucose(parameters_of_topp, row.first) - row.second) < 1);
  }
  CHECK(GlucoseSteadyState::glucose(parameters_of_topp, 1) == approximately(100));
  CHECK(GlucoseSteadyState::insulin(parameters_of_topp, 1, 100) == approximately(10));
}

TEST_CASE("without β cells glucose is what uptake without insulin leaves") {
  CHECK(GlucoseSteadyState::glucose(parameters_of_topp, 0) == approximately(864 / 1.44));
}

TEST_CASE("both balances are zero at the steady state, and glucose falls with β-cell mass") {
  double before = 601;
  for (double share = 0; share < 2; share += 0.05) {
    const double glucose = GlucoseSteadyState::glucose(parameters_of_topp, share);
    const double insulin = GlucoseSteadyState::insulin(parameters_of_topp, share, glucose);
    CHECK(864 - (1.44 + 0.72 * insulin) * glucose == doctest::Approx(0).epsilon(1e-6).scale(864));
    CHECK(43.2 * 300 * share * glucose * glucose / (20000 + glucose * glucose) ==
          approximately(432 * insulin));
    CHECK(glucose < before);
    before = glucose;
  }
}

TEST_CASE("islets count by their weight, and stress takes part of their function") {
  HandMadeHost body(host_without_rules(2, 5));  // weights 3 and 2
  body.outboxes[0].beta_at_start = 100;
  body.outboxes[0].beta_capacity = 60;
  body.outboxes[1].beta_at_start = 50;
  body.outboxes[1].beta_capacity = 40;
  body.outboxes[1].stressed_capacity = 20;
  Exchange exchange = body.exchange();
  GlucoseSteadyState{}(parameters_of_topp, body.host, exchange);
  // (3 · 60 + 2 · (40 − 0.7 · 20)) / (3 · 100 + 2 · 50) = 232 / 400
  const HostPools& pools = body.host.pools;
  CHECK(pools.beta_function[0] == approximately(0.58));
  const double glucose = GlucoseSteadyState::glucose(parameters_of_topp, 0.58);
  CHECK(pools.glucose[0] == glucose);
  CHECK(pools.insulin[0] == GlucoseSteadyState::insulin(parameters_of_topp, 0.58, glucose));
  // Demand at 100 mg/dl is 10⁴ / 3 · 10⁴ = 1/3 of the maximum.
  CHECK(pools.secretory_load[0] ==
        approximately(3 * glucose * glucose / (20000 + glucose * glucose)));
}

TEST_CASE("a body without islets of its own keeps its glucose") {
  HandMadeHost body;
  Exchange exchange = body.exchange();
  GlucoseSteadyState{}(parameters_of_topp, body.host, exchange);
  CHECK(body.host.pools.glucose[0] == 100);
  CHECK(body.host.pools.secretory_load[0] == 1);
}
