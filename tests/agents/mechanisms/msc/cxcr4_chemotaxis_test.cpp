// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/cxcr4_chemotaxis.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/uniform_gradient.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only extravasated MSCs with CXCR4 are biased, and up the gradient") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 3);
  mscs.clear_moves();
  for (std::size_t i = 0; i < 3; ++i) {
    mscs.state[i] = static_cast<std::uint8_t>(MscState::extravasated);
    mscs.cxcr4[i] = 1;
  }
  mscs.cxcr4[1] = 0;
  mscs.state[2] = static_cast<std::uint8_t>(MscState::arrested);
  // Occupancy across 20 um: 20 * 0.04 * 2 / (2 + 2)^2 = 0.1; 0.1 / (0.05 + 0.1) = 2/3 of the index.
  Cxcr4Chemotaxis{}(
      {.index = 0.3, .dissociation_constant = 2, .sensing_length = 20, .half_difference = 0.05},
      Chunk(mscs), UniformGradient(2, {0.04, 0, 0}));
  CHECK(mscs.bias_of(0)[0] == approximately(0.2));
  CHECK(mscs.bias_of(0)[1] == 0);
  CHECK(mscs.bias_of(1) == Vector3{});
  CHECK(mscs.bias_of(2) == Vector3{});
}
