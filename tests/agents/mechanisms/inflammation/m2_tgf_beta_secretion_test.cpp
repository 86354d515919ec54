// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/m2_tgf_beta_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("M2 macrophages, and no others, release active TGF-beta") {
  Macrophages macrophages;
  add_cells(macrophages, 4);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m1);
  macrophages.phenotype[2] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  macrophages.phenotype[3] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  for (std::size_t i = 0; i < 4; ++i) macrophages.site[i] = static_cast<std::uint32_t>(i % 3);
  RecordedDeposits deposits;
  M2TgfBetaSecretion{}({.tgf_beta = 16}, Chunk(macrophages), TgfBetaActivation{0.25}, deposits);
  const Site secreting{static_cast<std::uint32_t>(MacrophagePhenotype::m2)};
  CHECK(deposits.secreted(Factor::tgf_beta, secreting) == 4);
  CHECK(deposits.secreted(Factor::tgf_beta, Site{0}) == 4);  // the fourth cell, at site 0
  CHECK(deposits.total(Factor::tgf_beta) == 2 * 4);
}
