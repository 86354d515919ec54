// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/membrane_barrier.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

TEST_CASE("only cells at an element that is not degraded are barred from the islet") {
  HandMadeMembrane islet(2, 5);
  Cd8TCells t_cells;
  add_cells(t_cells, 3);
  for (std::uint32_t i = 0; i < 3; ++i) t_cells.site[i] = 1 + i;  // inside, at it, beyond it
  const auto barred = [&](float integrity, std::size_t row) {
    islet.layers.basement_membrane[2] = integrity;
    t_cells.clear_moves();
    MembraneBarrier{}({.passable_below = 0.5}, Chunk(t_cells), islet.membrane);
    return t_cells.barred(row);
  };
  CHECK(barred(1, 0) == 0);
  CHECK(barred(1, 1) == region::islet);
  CHECK(barred(1, 2) == 0);
  CHECK(barred(0.5F, 1) == region::islet);
  CHECK(barred(0.4999F, 1) == 0);
  CHECK(barred(0, 1) == 0);
}
