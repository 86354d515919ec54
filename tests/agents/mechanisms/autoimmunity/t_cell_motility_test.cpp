// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_motility.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("free T cells walk persistently, bound ones stay") {
  Cd8TCells t_cells;
  add_cells(t_cells, 2);
  t_cells.clear_moves();
  t_cells.bound_to[1] = 7;
  Now now{};
  now.motility_step = 2;

  TCellMotility{}({.speed = 5, .persistence_time = 2, .cd4_speed = 4}, Chunk(t_cells), now);

  CHECK(t_cells.speed(0) == 5);
  CHECK(t_cells.turn_cosine(0) == approximately(0.36788).epsilon(1e-4));  // e^-1
  CHECK(t_cells.speed(1) == 0);
}

TEST_CASE("CD4 T cells walk at a speed of their own, except where antigen holds them") {
  Cd4TCells t_cells;
  add_cells(t_cells, 2);
  t_cells.clear_moves();
  t_cells.held_until[1] = 11;
  Now now{};
  now.step = 10;
  now.motility_step = 2;
  const TCellMotility::Parameters p{.speed = 5, .persistence_time = 2, .cd4_speed = 4};
  TCellMotility{}(p, Chunk(t_cells), now);
  CHECK(t_cells.speed(0) == 4);
  CHECK(t_cells.speed(1) == 0);
  now.step = 11;
  TCellMotility{}(p, Chunk(t_cells), now);
  CHECK(t_cells.speed(1) == 4);
}
