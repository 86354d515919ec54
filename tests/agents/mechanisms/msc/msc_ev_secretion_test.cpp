// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_ev_secretion.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/recorded_deposits.hpp"

using namespace isletsim;

TEST_CASE("every MSC releases vesicles where it is") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 3);
  mscs.site[2] = 5;
  mscs.licensing.set(1, 1);
  RecordedDeposits deposits;
  MscEvSecretion{}({.vesicles = 1.5}, Chunk(mscs), deposits);
  CHECK(deposits.secreted(Factor::extracellular_vesicles, Site{0}) == 3);
  CHECK(deposits.secreted(Factor::extracellular_vesicles, Site{5}) == 1.5);
}
