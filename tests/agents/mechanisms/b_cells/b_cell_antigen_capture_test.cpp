// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_antigen_capture.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr BCellAntigenCapture::Parameters parameters_of_capture{.rate = 0.01, .capacity = 2};
}

TEST_CASE("a B cell fills up beside necrotic cells, faster beside two") {
  const Lattice lattice({6, 2, 1}, 10);
  Nearby nearby(lattice);
  nearby.necrotic_beta.scatter(lattice.site({0, 0, 0}));
  nearby.necrotic_beta.scatter(lattice.site({2, 0, 0}));
  BCells b_cells;
  add_cells(b_cells, 4, lattice.site({1, 0, 0}));     // 10 µm from both
  b_cells.site[1] = lattice.site({3, 1, 0}).value();  // 14.1 µm from one
  b_cells.site[2] = lattice.site({4, 0, 0}).value();  // 20 µm
  b_cells.state[3] = static_cast<std::uint8_t>(BCellState::regulatory);
  BCellAntigenCapture{}(parameters_of_capture, Chunk(b_cells), nearby);
  CHECK(b_cells.antigen.rate(0) == approximately(0.01));  // 2 · 0.01 / 2
  CHECK(b_cells.antigen.target(0) == approximately(2));
  CHECK(b_cells.antigen.rate(1) == approximately(0.005));
  CHECK(b_cells.antigen.rate(2) == 0);
  CHECK(b_cells.antigen.rate(3) == 0);

  b_cells.commit_states(100);
  CHECK(b_cells.antigen[0] == approximately(2 * (1 - std::exp(-1.0))));
}

TEST_CASE("no B cell takes up more than its capacity") {
  const Lattice lattice({3, 3, 3}, 10);
  Nearby nearby(lattice);
  for (int k = 0; k < 27; ++k) nearby.necrotic_beta.scatter(Site{static_cast<std::uint32_t>(k)});
  BCells b_cells;
  add_cells(b_cells, 1, lattice.site({1, 1, 1}));
  for (int hour = 0; hour < 100; ++hour) {
    b_cells.clear_scratch();
    BCellAntigenCapture{}(parameters_of_capture, Chunk(b_cells), nearby);
    b_cells.commit_states(60);
    REQUIRE(b_cells.antigen[0] <= 2.0F);
  }
  CHECK(b_cells.antigen[0] == approximately(2));
}
