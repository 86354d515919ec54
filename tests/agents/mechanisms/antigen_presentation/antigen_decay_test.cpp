// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/antigen_decay.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("carried antigen halves in its half-life, on cells of every kind") {
  Macrophages macrophages;
  DendriticCells dendritic;
  add_cells(macrophages, 2);
  add_cells(dendritic, 1);
  macrophages.antigen.set(0, 3);
  dendritic.antigen.set(0, 1);
  BCells b_cells;
  add_cells(b_cells, 1);
  b_cells.antigen.set(0, 2);

  AntigenDecay{}({.half_life = 600}, Chunk(macrophages));
  AntigenDecay{}({.half_life = 600}, Chunk(dendritic));
  AntigenDecay{}({.half_life = 600}, Chunk(b_cells));
  macrophages.commit_states(600);
  dendritic.commit_states(1200);
  b_cells.commit_states(300);

  CHECK(macrophages.antigen[0] == approximately(1.5));
  CHECK(macrophages.antigen[1] == 0);
  CHECK(dendritic.antigen[0] == approximately(0.25));
  CHECK(b_cells.antigen[0] == approximately(1.41421).epsilon(1e-5));  // 2/√2
}
