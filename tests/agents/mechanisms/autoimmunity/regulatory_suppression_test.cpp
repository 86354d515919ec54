// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/regulatory_suppression.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("suppression follows regulatory for each effector T cell within 40 um") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  Cd8TCells t_cells;
  add_cells(t_cells, 1, Site{0});
  const auto target = [&] {
    t_cells.clear_scratch();
    RegulatorySuppression{}({.half_ratio = 0.25, .response_time = 50}, Chunk(t_cells), nearby);
    CHECK(t_cells.regulatory_suppression.rate(0) == approximately(1.0 / 50));
    return t_cells.regulatory_suppression.target(0);
  };
  CHECK(target() == 0);
  nearby.regulatory_t_cells.scatter(Site{5});  // 50 µm away
  CHECK(target() == 0);
  for (int k = 0; k < 4; ++k) nearby.effector_t_cells.scatter(Site{1});
  nearby.regulatory_t_cells.scatter(Site{4});
  CHECK(target() == approximately(0.5));  // one for four, at a half ratio of 1/4
  nearby.effector_t_cells.clear();
  CHECK(target() == 1);
}
