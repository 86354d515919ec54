// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/bacterial_activation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("bacteria turn M0 and M2 macrophages into M1") {
  Macrophages macrophages;
  add_cells(macrophages, 3);
  for (std::uint8_t i = 0; i < 3; ++i) macrophages.phenotype[i] = i;  // M0, M1, M2
  constexpr BacterialActivation::Parameters p{.rate = 7e-4};

  BacterialActivation{}(p, Chunk(macrophages), SystemicState{});
  CHECK(macrophages.fate.hazard(0, MacrophageFate::to_m1) == 0);
  BacterialActivation{}(p, Chunk(macrophages), SystemicState{.bacteria = true});
  CHECK(macrophages.fate.hazard(0, MacrophageFate::to_m1) == 7e-4);
  CHECK(macrophages.fate.hazard(1, MacrophageFate::to_m1) == 0);
  CHECK(macrophages.fate.hazard(2, MacrophageFate::to_m1) == 7e-4);
}
