// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/beta_stress.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr BetaStress::Parameters parameters_of_stress{
    .load_weight = 0.5, .half_saturation = 0.03, .rise_time = 1440, .fall_time = 2880};
constexpr Gains gains_of_stress{.local_retention = 1, .macrophage_cytokines = 10};

}  // namespace

TEST_CASE("load, relieved by PDX-1, and IL-1 beta with its gain add up to stress") {
  BetaCells beta;
  add_cells(beta, 4);
  Environment levels(4);
  levels.set(Factor::il1_beta, 1, 0.003);  // times gain 10: at half-saturation
  beta.pdx1.set(2, 1.5);
  beta.viability[3] = static_cast<std::uint8_t>(Viability::apoptotic);

  BetaStress{}(parameters_of_stress, Chunk(beta), levels, SystemicState{.secretory_load = 4},
               gains_of_stress);

  CHECK(beta.stress.target(0) == approximately(1.5));  // 0.5 (4 − 1)
  CHECK(beta.stress.target(1) == approximately(2.0));  // and 1/2
  CHECK(beta.stress.target(2) == approximately(1.0));  // 0.5 (4 − 1) / 1.5
  CHECK(beta.stress.rate(0) == approximately(1.0 / 1440));
  CHECK(beta.stress.rate(3) == 0);
}

TEST_CASE("normal or lower load does not stress, and stress fades slowly") {
  BetaCells beta;
  add_cells(beta, 1);
  beta.stress.set(0, 0.8);
  BetaStress{}(parameters_of_stress, Chunk(beta), Environment(1),
               SystemicState{.secretory_load = 0.5}, gains_of_stress);
  CHECK(beta.stress.target(0) == 0);
  CHECK(beta.stress.rate(0) == approximately(1.0 / 2880));
}
