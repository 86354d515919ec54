// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_chemotaxis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/uniform_gradient.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr TCellChemotaxis::Parameters parameters_of_t_cells{.index = 0.3,
                                                            .cd4_index = 0.2,
                                                            .dissociation_constant = 1,
                                                            .sensing_length = 20,
                                                            .half_difference = 0.05};
}

TEST_CASE("a T cell is biased up the gradient of occupancy") {
  Cd8TCells t_cells;
  add_cells(t_cells, 1);
  t_cells.clear_moves();
  // dOcc/dx = 0.01 * 1 / (1 + 1)^2 = 0.0025/um; across 20 um 0.05, half the index.
  TCellChemotaxis{}(parameters_of_t_cells, Chunk(t_cells), UniformGradient(1, {0, -0.01, 0}));
  CHECK(t_cells.bias_of(0)[0] == 0);
  CHECK(t_cells.bias_of(0)[1] == approximately(-0.15));
  CHECK(t_cells.bias_of(0)[2] == 0);
}

TEST_CASE("CD4 T cells have an index of their own") {
  Cd4TCells t_cells;
  add_cells(t_cells, 1);
  t_cells.clear_moves();
  TCellChemotaxis{}(parameters_of_t_cells, Chunk(t_cells), UniformGradient(1, {0, -0.01, 0}));
  CHECK(t_cells.bias_of(0)[1] == approximately(-0.1));
}
