// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/ctl_detachment.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("bound T cells let go at the rate of the contact's duration") {
  Cd8TCells t_cells;
  add_cells(t_cells, 500);
  for (std::size_t i = 0; i < 400; ++i) t_cells.bound_to[i] = 7;
  Now now{};
  now.motility_step = 90;

  CtlDetachment{}({.contact_time = 180}, Chunk(t_cells), now, RandomSource{.seed = {3}, .step = 5});

  // 1 − exp(−1/2) = 0.3935: 157.4 ± 9.8 of 400
  CHECK(static_cast<double>(t_cells.detaching_rows().size()) ==
        approximately(157.4).epsilon(4 * 9.8 / 157.4));
  for (const std::size_t row : t_cells.detaching_rows()) CHECK(row < 400);  // free cells do not
}
