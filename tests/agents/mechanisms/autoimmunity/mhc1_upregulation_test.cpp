// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/mhc1_upregulation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr Mhc1Upregulation::Parameters parameters_of_mhc1{.ifn_gamma_rise = 7,
                                                          .half_saturation = 0.005,
                                                          .virus_rise = 3,
                                                          .rise_time = 1440,
                                                          .fall_time = 4320};

}  // namespace

TEST_CASE("MHC-I goes to its level under IFN-gamma and virus, faster up than down") {
  BetaCells beta;
  add_cells(beta, 3);
  Environment levels(3);
  levels.set(Factor::ifn_gamma, 0, 0.005);
  beta.mhc1.set(1, 6);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);
  SystemicState systemic;

  Mhc1Upregulation{}(parameters_of_mhc1, Chunk(beta), levels, systemic);
  CHECK(beta.mhc1.target(0) == approximately(4.5));  // 1 + 7/2
  CHECK(beta.mhc1.rate(0) == approximately(1.0 / 1440));
  CHECK(beta.mhc1.target(1) == approximately(1));
  CHECK(beta.mhc1.rate(1) == approximately(1.0 / 4320));
  CHECK(beta.mhc1.rate(2) == 0);  // the dead feel nothing

  beta.clear_scratch();
  systemic.infected = true;
  Mhc1Upregulation{}(parameters_of_mhc1, Chunk(beta), levels, systemic);
  CHECK(beta.mhc1.target(0) == approximately(7.5));  // 1 + 7/2 + 3
}

TEST_CASE("MHC-I stays basal without IFN-gamma") {
  BetaCells beta;
  add_cells(beta, 1);
  Mhc1Upregulation{}(parameters_of_mhc1, Chunk(beta), Environment(1), SystemicState{});
  beta.commit_states(10);
  CHECK(beta.mhc1[0] == 1);
}
