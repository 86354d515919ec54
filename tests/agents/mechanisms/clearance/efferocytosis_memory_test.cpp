// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/clearance/efferocytosis_memory.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("each memory of a meal fades with its own time constant") {
  Macrophages macrophages;
  add_cells(macrophages, 1);
  macrophages.efferocytosis.set(0, 1);
  macrophages.necrotic_meal.set(0, 1);

  EfferocytosisMemory{}({.apoptotic_memory = 100, .necrotic_memory = 200}, Chunk(macrophages));
  macrophages.commit_states(100);

  CHECK(macrophages.efferocytosis[0] == approximately(0.36788).epsilon(1e-4));  // e^-1
  CHECK(macrophages.necrotic_meal[0] == approximately(0.60653).epsilon(1e-4));  // e^-1/2
}
