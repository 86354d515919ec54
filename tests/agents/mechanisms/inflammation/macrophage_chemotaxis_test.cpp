// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/macrophage_chemotaxis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/uniform_gradient.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr MacrophageChemotaxis::Parameters parameters_of_macrophages{
    .index = 0.3, .dissociation_constant = 1, .sensing_length = 20, .half_difference = 0.05};
}

TEST_CASE("a macrophage is biased up the gradient of occupancy") {
  Macrophages macrophages;
  add_cells(macrophages, 1);
  macrophages.clear_moves();
  // dOcc/dx = 0.01 * 1 / (1 + 1)^2 = 0.0025/um; across 20 um 0.05, half the index.
  MacrophageChemotaxis{}(parameters_of_macrophages, Chunk(macrophages),
                         UniformGradient(1, {0, -0.01, 0}));
  CHECK(macrophages.bias_of(0)[0] == 0);
  CHECK(macrophages.bias_of(0)[1] == approximately(-0.15));
  CHECK(macrophages.bias_of(0)[2] == 0);
}

TEST_CASE("without a gradient there is no bias, and a saturated receptor is blind") {
  Macrophages macrophages;
  add_cells(macrophages, 2);
  macrophages.clear_moves();
  MacrophageChemotaxis{}(parameters_of_macrophages, Chunk(macrophages, 0, 1),
                         UniformGradient(1, {}));
  MacrophageChemotaxis{}(parameters_of_macrophages, Chunk(macrophages, 1, 2),
                         UniformGradient(1e4, {0.01, 0, 0}));
  CHECK(macrophages.bias_of(0) == Vector3{});
  CHECK(macrophages.bias_of(1)[0] > 0);
  CHECK(macrophages.bias_of(1)[0] < 1e-6);
}
