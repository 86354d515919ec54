// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("the hazard of death goes from the immature to the mature rate") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  dendritic.maturity.set(1, 0.25);
  dendritic.maturity.set(2, 1);
  DendriticDeath{}({.immature_rate = 1e-4, .mature_rate = 3e-4}, Chunk(dendritic));
  CHECK(dendritic.fate.hazard(0, DendriticFate::death) == approximately(1e-4));
  CHECK(dendritic.fate.hazard(1, DendriticFate::death) == approximately(1.5e-4));
  CHECK(dendritic.fate.hazard(2, DendriticFate::death) == approximately(3e-4));
}
