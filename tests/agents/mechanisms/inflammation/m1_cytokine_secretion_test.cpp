// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m1_cytokine_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("only M1 macrophages with a necrotic meal release cytokines, less under MSCs") {
  Macrophages macrophages;
  add_cells(macrophages, 3);
  for (std::size_t i = 0; i < 3; ++i) {
    macrophages.site[i] = static_cast<std::uint32_t>(i);
    macrophages.phenotype[i] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
    macrophages.necrotic_meal.set(i, 0.5);
  }
  macrophages.phenotype[0] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.msc_suppression.set(2, 1);
  const M1CytokineSecretion::Parameters parameters_of_test{.tnf_alpha = 40,
                                                           .il1_beta = 10,
                                                           .il6 = 80,
                                                           .il12 = 4,
                                                           .resting_share = 0,
                                                           .msc_sensitivity = 0.75,
                                                           .il6_msc_sensitivity = 0.5};

  RecordedDeposits deposits;
  M1CytokineSecretion{}(parameters_of_test, Chunk(macrophages), deposits);
  CHECK(deposits.secreted(Factor::tnf_alpha, Site{0}) == 0);
  CHECK(deposits.secreted(Factor::tnf_alpha, Site{1}) == 20);
  CHECK(deposits.secreted(Factor::il1_beta, Site{1}) == 5);
  CHECK(deposits.secreted(Factor::il12, Site{1}) == 2);
  CHECK(deposits.secreted(Factor::il6_macrophage, Site{1}) == 40);
  CHECK(deposits.secreted(Factor::il6_macrophage, Site{2}) == 20);  // 80 * 0.5 * (1 - 0.5)
  CHECK(deposits.secreted(Factor::il6, Site{1}) == 0);              // is that of MSCs
  CHECK(deposits.secreted(Factor::tnf_alpha, Site{2}) == 5);        // 40 * 0.5 * (1 - 0.75)
}

TEST_CASE("a hungry M1 macrophage releases its resting share, a full one no more than all") {
  Macrophages macrophages;
  for (std::uint32_t i = 0; i < 3; ++i) {
    add_cells(macrophages, 1, Site{i});
    macrophages.phenotype[i] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  }
  macrophages.necrotic_meal.set(1, 0.5);
  macrophages.necrotic_meal.set(2, 2);
  RecordedDeposits deposits;
  M1CytokineSecretion{}({.tnf_alpha = 40,
                         .il1_beta = 10,
                         .il6 = 80,
                         .il12 = 4,
                         .resting_share = 0.25,
                         .msc_sensitivity = 0.6,
                         .il6_msc_sensitivity = 0.4},
                        Chunk(macrophages), deposits);
  CHECK(deposits.secreted(Factor::il1_beta, Site{0}) == 2.5);
  CHECK(deposits.secreted(Factor::il1_beta, Site{1}) == 6.25);  // 10 * (0.25 + 0.75 * 0.5)
  CHECK(deposits.secreted(Factor::il1_beta, Site{2}) == 10);
}
