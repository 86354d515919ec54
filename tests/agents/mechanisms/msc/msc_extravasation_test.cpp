// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_extravasation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("only arrested MSCs extravasate") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 2);
  mscs.state[1] = static_cast<std::uint8_t>(MscState::extravasated);
  MscExtravasation{}({.transit_time = 100}, Chunk(mscs));
  CHECK(mscs.fate.hazard(0, MscFate::extravasation) == approximately(0.01));
  CHECK(mscs.fate.hazard(1, MscFate::extravasation) == 0);
}
