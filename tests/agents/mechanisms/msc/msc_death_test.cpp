// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_death.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("arrested and extravasated MSCs bear the same hazard of death") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 2);
  mscs.state[1] = static_cast<std::uint8_t>(MscState::extravasated);
  MscDeath{}({.rate = 8e-5}, Chunk(mscs));
  CHECK(mscs.fate.hazard(0, MscFate::death) == 8e-5);
  CHECK(mscs.fate.hazard(1, MscFate::death) == 8e-5);
  CHECK(mscs.fate.hazard(0, MscFate::extravasation) == 0);
}
