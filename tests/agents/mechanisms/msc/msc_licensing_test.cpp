// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_licensing.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("IFN-gamma takes licensing from the unlicensed potency towards 1") {
  MesenchymalStemCells mscs;
  add_cells(mscs, 2);
  Environment environment(2);
  environment.set(Factor::ifn_gamma, 1, 0.03);  // H = 1/2
  MscLicensing{}(
      {.unlicensed_potency = 0.2, .ifn_gamma_half_saturation = 0.03, .response_time = 100},
      Chunk(mscs), environment);
  CHECK(mscs.licensing.target(0) == approximately(0.2));
  CHECK(mscs.licensing.target(1) == approximately(0.6));
  CHECK(mscs.licensing.rate(1) == approximately(0.01));
  mscs.commit_states(10);
  CHECK(mscs.licensing[0] == approximately(0.2));  // where every MSC starts
}
