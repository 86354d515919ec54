// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("an unlicensed MSC releases its basal rates, a licensed one five times as much") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 2);
  mscs.site[1] = 1;
  mscs.licensing.set(1, 1);
  RecordedDeposits deposits;
  MscSecretion{}(
      {.tgf_beta = 40, .hgf = 5, .vegf = 10, .il6 = 200, .pge2 = 1e4, .unlicensed_potency = 0.2},
      Chunk(mscs), TgfBetaActivation{0.1}, deposits);
  CHECK(deposits.secreted(Factor::tgf_beta, Site{0}) == approximately(4));
  CHECK(deposits.secreted(Factor::hgf, Site{0}) == approximately(5));
  CHECK(deposits.secreted(Factor::vegf, Site{0}) == approximately(10));
  CHECK(deposits.secreted(Factor::il6, Site{0}) == approximately(200));
  CHECK(deposits.secreted(Factor::pge2, Site{0}) == approximately(1e4));
  for (const Factor factor :
       {Factor::tgf_beta, Factor::hgf, Factor::vegf, Factor::il6, Factor::pge2})
    CHECK(deposits.secreted(factor, Site{1}) ==
          approximately(5 * deposits.secreted(factor, Site{0})));
}
