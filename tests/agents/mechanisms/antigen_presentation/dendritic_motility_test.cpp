// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_motility.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("a dendritic cell walks at its speed and turns by its persistence") {
  DendriticCells dendritic;
  add_cells(dendritic, 1);
  dendritic.clear_moves();
  const Now now{.step = 0, .time = 0, .age = 0, .motility_step = 2, .phenotype_step = 10};
  DendriticMotility{}({.speed = 2, .persistence_time = 4}, Chunk(dendritic), now);
  CHECK(dendritic.speed(0) == 2);
  CHECK(dendritic.turn_cosine(0) == approximately(0.60653).epsilon(1e-4));  // e^-1/2
}
