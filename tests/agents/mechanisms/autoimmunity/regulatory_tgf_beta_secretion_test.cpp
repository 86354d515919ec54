// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/regulatory_tgf_beta_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only regulatory T cells release TGF-beta, of which a share is active") {
  Cd4TCells t_cells;
  add_cells(t_cells, 4, Site{3});
  RecordedDeposits deposits;
  const auto secrete = [&] {
    RegulatoryTgfBetaSecretion{}({.tgf_beta = 50}, Chunk(t_cells), TgfBetaActivation{0.1},
                                 deposits);
  };
  secrete();
  CHECK(deposits.total(Factor::tgf_beta) == 0);
  for (const std::size_t i : {0U, 2U})
    t_cells.subset[i] = static_cast<std::uint8_t>(Cd4Subset::treg);
  secrete();
  CHECK(deposits.total(Factor::tgf_beta) == approximately(10));
  CHECK(deposits.secreted(Factor::tgf_beta, Site{3}) == approximately(10));
}
