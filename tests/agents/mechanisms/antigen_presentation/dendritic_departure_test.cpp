// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_departure.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only loaded dendritic cells leave, by their maturity") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  for (std::size_t i = 0; i < 3; ++i) dendritic.maturity.set(i, 0.5);
  dendritic.maturity.set(2, 0);
  dendritic.antigen.set(0, 0.05);
  dendritic.antigen.set(1, 0.15);
  dendritic.antigen.set(2, 0.15);
  DendriticDeparture{}({.transit_time = 100, .least_antigen = 0.1}, Chunk(dendritic));
  CHECK(dendritic.fate.hazard(0, DendriticFate::departure) == 0);  // too little
  CHECK(dendritic.fate.hazard(1, DendriticFate::departure) == approximately(0.005));
  CHECK(dendritic.fate.hazard(2, DendriticFate::departure) == 0);  // immature
}
