// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_decay.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_surroundings.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("carried antigen halves in its half-life, on macrophages and dendritic cells alike") {
  Macrophages macrophages;
  DendriticCells dendritic;
  add_cells(macrophages, 2);
  add_cells(dendritic, 1);
  macrophages.antigen.set(0, 3);
  dendritic.antigen.set(0, 1);

  AntigenDecay{}({.half_life = 600}, Chunk(macrophages));
  AntigenDecay{}({.half_life = 600}, Chunk(dendritic));
  macrophages.commit_states(600);
  dendritic.commit_states(1200);

  CHECK(macrophages.antigen[0] == approximately(1.5));
  CHECK(macrophages.antigen[1] == 0);
  CHECK(dendritic.antigen[0] == approximately(0.25));
}
