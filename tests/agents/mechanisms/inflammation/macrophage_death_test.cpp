// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/macrophage_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("every macrophage bears the same hazard of death") {
  Macrophages macrophages;
  add_cells(macrophages, 2);
  macrophages.phenotype[1] = static_cast<std::uint8_t>(MacrophagePhenotype::m2);
  MacrophageDeath{}({.rate = 3e-5}, Chunk(macrophages));
  CHECK(macrophages.fate.hazard(0, MacrophageFate::death) == 3e-5);
  CHECK(macrophages.fate.hazard(1, MacrophageFate::death) == 3e-5);
  CHECK(macrophages.fate.hazard(0, MacrophageFate::to_m1) == 0);
}
