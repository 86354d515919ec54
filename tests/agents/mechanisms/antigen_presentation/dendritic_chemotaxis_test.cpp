// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_chemotaxis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/uniform_gradient.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("an immature dendritic cell goes up the gradient, a mature one ignores it") {
  DendriticCells dendritic;
  add_cells(dendritic, 3);
  dendritic.clear_moves();
  dendritic.maturity.set(1, 0.5);
  dendritic.maturity.set(2, 1);
  // Occupancy across 20 um: 20 * 0.01 * 1 / (1 + 1)^2 = 0.05, half the index of 0.2.
  DendriticChemotaxis{}(
      {.index = 0.2, .dissociation_constant = 1, .sensing_length = 20, .half_difference = 0.05},
      Chunk(dendritic), UniformGradient(1, {0, 0, 0.01}));
  CHECK(dendritic.bias_of(0)[2] == approximately(0.1));
  CHECK(dendritic.bias_of(1)[2] == approximately(0.05));
  CHECK(dendritic.bias_of(2)[2] == 0);
  CHECK(dendritic.bias_of(0)[0] == 0);
}
