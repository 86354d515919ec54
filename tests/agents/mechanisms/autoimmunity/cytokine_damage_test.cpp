// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/cytokine_damage.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr CytokineDamage::Parameters parameters_of_damage{.il1_half_saturation = 0.03,
                                                          .tnf_half_saturation = 0.2,
                                                          .ifn_gamma_half_saturation = 0.006,
                                                          .tnf_weight = 0.5,
                                                          .stage_time = 1440};
constexpr Gains gains_of_damage{.local_retention = 1, .macrophage_cytokines = 10};

}  // namespace

TEST_CASE("IL-1 beta and TNF damage only together with IFN-gamma") {
  BetaCells beta;
  add_cells(beta, 4);
  Environment levels(4);
  levels.set(Factor::il1_beta, 0, 0.003);  // half-saturations, with the gain of 10
  levels.set(Factor::ifn_gamma, 0, 0.006);
  levels.set(Factor::tnf_alpha, 1, 0.06);  // three half-saturations
  levels.set(Factor::ifn_gamma, 1, 0.006);
  levels.set(Factor::il1_beta, 2, 1);
  levels.set(Factor::il1_beta, 3, 1);
  levels.set(Factor::ifn_gamma, 3, 1);
  beta.viability[3] = static_cast<std::uint8_t>(Viability::apoptotic);

  CytokineDamage{}(parameters_of_damage, Chunk(beta), levels, gains_of_damage);

  CHECK(beta.damage_early.target(0) == approximately(0.25));   // 1/2 · 1/2
  CHECK(beta.damage_early.target(1) == approximately(0.225));  // 0.5 · 9/10 · 1/2
  CHECK(beta.damage_early.target(2) == 0);                     // no IFN-γ
  CHECK(beta.damage_early.rate(3) == 0);                       // dead
}

TEST_CASE("damage passes through three stages of a day each") {
  BetaCells beta;
  add_cells(beta, 1);
  Environment levels(1);
  levels.set(Factor::il1_beta, 0, 1e6);
  levels.set(Factor::ifn_gamma, 0, 1e6);
  for (int minute = 0; minute < 3 * 1440; minute += 10) {
    beta.clear_scratch();
    CytokineDamage{}(parameters_of_damage, Chunk(beta), levels, gains_of_damage);
    beta.commit_states(10);
  }
  // Erlang's distribution of shape 3 after three mean stages: 1 − e⁻³ (1 + 3 + 9/2)
  CHECK(beta.damage_late[0] == approximately(0.5768).epsilon(0.01));
}
