// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_chemotaxis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/uniform_gradient.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("a B cell goes up the gradient of CXCL10, less under MSCs") {
  BCells b_cells;
  add_cells(b_cells, 2);
  b_cells.clear_moves();
  b_cells.msc_suppression.set(1, 0.5);
  const BCellChemotaxis::Parameters p{.index = 0.08,
                                      .dissociation_constant = 1,
                                      .sensing_length = 20,
                                      .half_difference = 0.05,
                                      .msc_sensitivity = 0.5};
  // Occupancy across 20 um: 20 * 0.01 * 1 / (1 + 1)^2 = 0.05, half the index.
  BCellChemotaxis{}(p, Chunk(b_cells), UniformGradient(1, {0, 0.01, 0}));
  CHECK(b_cells.bias_of(0)[1] == approximately(0.04));
  CHECK(b_cells.bias_of(1)[1] == approximately(0.03));  // times 1 − 0.5 · 0.5
  CHECK(b_cells.bias_of(0)[0] == 0);

  b_cells.clear_moves();
  BCellChemotaxis{}(p, Chunk(b_cells), UniformGradient(1, {0, 0, 0}));
  CHECK(b_cells.bias_of(0)[1] == 0);
}
