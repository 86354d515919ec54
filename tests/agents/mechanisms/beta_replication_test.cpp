// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/beta_replication.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_surroundings.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr BetaReplication::Parameters defaults{.basal_rate = 1e-6,
                                               .induced_rate = 6e-6,
                                               .renewal_capacity = 0.5,
                                               .glucose_loss = 0.06 / 1440,
                                               .glucose_gain = 8.4e-4 / 1440,
                                               .glucose_toxicity = 2.4e-6 / 1440,
                                               .reference_growth = 0.0135 / 1440,
                                               .refractory_time = 30 * 1440.0};
constexpr Now now{.step = 100'000, .time = 0, .age = 0, .motility_step = 0.5, .phenotype_step = 10};

double hazard_at(double glucose, double pdx1 = 1) {
  BetaCells beta;
  add_cells(beta, 1);
  beta.pdx1.set(0, pdx1);
  BetaReplication{}(defaults, Chunk(beta), now, SystemicState{.glucose = glucose});
  return beta.fate.hazard(0, BetaFate::division);
}

}  // namespace

TEST_CASE("replication is basal at 100 mg/dl, raised between, and basal again above 250") {
  CHECK(hazard_at(100) == approximately(1e-6));
  CHECK(hazard_at(175) == approximately(4e-6));  // −0.06 + 0.147 − 0.0735 = 0.0135
  CHECK(hazard_at(175, 1.2) == approximately(1e-6 + 3e-6 * 1.44));
  CHECK(hazard_at(300) == approximately(1e-6));
  CHECK(hazard_at(60) == approximately(1e-6));
}

TEST_CASE("dead beta cells and those that have just divided do not divide") {
  BetaCells beta;
  add_cells(beta, 3);
  beta.last_division[0] = now.step - 2 * 30 * 1440 + 1;
  beta.last_division[1] = now.step - 2 * 30 * 1440;
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);

  BetaReplication{}(defaults, Chunk(beta), now, SystemicState{});

  CHECK(beta.fate.hazard(0, BetaFate::division) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::division) > 0);
  CHECK(beta.fate.hazard(2, BetaFate::division) == 0);
}
