// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/cytotoxic_differentiation.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"

using namespace isletsim;

TEST_CASE("cytotoxicity fades without M1 macrophages within 40 um and comes back beside them") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  Cd8TCells t_cells;
  const auto after = [&](double minutes) {
    t_cells.clear_scratch();
    CytotoxicDifferentiation{}({.gain_time = 100, .loss_time = 300}, Chunk(t_cells), nearby);
    t_cells.commit_states(minutes);
    return static_cast<double>(t_cells.missing_cytotoxicity[0]);
  };
  add_cells(t_cells, 1, Site{0});
  CHECK(t_cells.missing_cytotoxicity[0] == 0);  // all there on arrival
  nearby.m1_macrophages.scatter(Site{5});       // 50 µm away
  CHECK(after(300) == doctest::Approx(1 - std::exp(-1.0)).epsilon(1e-6));
  nearby.m1_macrophages.scatter(Site{4});
  // 1/300 / (1/300 + 1/100) in the long run, however many there are.
  CHECK(after(1e5) == doctest::Approx(0.25).epsilon(1e-6));
  nearby.m1_macrophages.scatter(Site{3});
  CHECK(after(1e5) == doctest::Approx(0.25).epsilon(1e-6));
}
