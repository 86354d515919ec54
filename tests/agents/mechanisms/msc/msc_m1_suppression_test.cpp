// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_m1_suppression.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("suppression of macrophages follows the ratio of MSCs to T cells nearby") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  const Site near = lattice.site({1, 0, 0});
  const Site far = lattice.site({11, 0, 0});
  nearby.mesenchymal_stem_cells.scatter(near);
  for (int n = 0; n < 30; ++n) nearby.t_cells.scatter(near);
  Macrophages macrophages;
  add_cells(macrophages, 1, near);
  macrophages.append(CellId{1, 9}, far, 0);
  macrophages.clear_scratch();
  Gains gains{};
  gains.msc_contact = 1;

  SUBCASE("one MSC for 30 T cells at a half ratio of 0.1: 1 / (1 + 3)") {
    MscM1Suppression{}({.half_ratio = 0.1, .response_time = 100}, Chunk(macrophages), nearby,
                       gains);
    CHECK(macrophages.msc_suppression.target(0) == approximately(0.25));
    CHECK(macrophages.msc_suppression.rate(0) == approximately(0.01));
    CHECK(macrophages.msc_suppression.target(1) == 0);  // recovers where there is none
    CHECK(macrophages.msc_suppression.rate(1) == approximately(0.01));
  }
  SUBCASE("without contact there is none") {
    gains.msc_contact = 0;
    MscM1Suppression{}({.half_ratio = 0.1, .response_time = 100}, Chunk(macrophages), nearby,
                       gains);
    CHECK(macrophages.msc_suppression.target(0) == 0);
  }
}
