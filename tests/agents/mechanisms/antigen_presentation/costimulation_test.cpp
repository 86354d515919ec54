// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/costimulation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("costimulation follows maturity, and half of it under full suppression") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  dendritic.maturity.set(1, 0.5);
  dendritic.maturity.set(2, 0.5);
  dendritic.msc_suppression.set(2, 1);
  Costimulation{}({.response_time = 100, .msc_sensitivity = 0.5}, Chunk(dendritic));
  CHECK(dendritic.costimulation.target(0) == 0);
  CHECK(dendritic.costimulation.target(1) == approximately(0.5));
  CHECK(dendritic.costimulation.target(2) == approximately(0.25));
  CHECK(dendritic.costimulation.rate(1) == approximately(0.01));
}
