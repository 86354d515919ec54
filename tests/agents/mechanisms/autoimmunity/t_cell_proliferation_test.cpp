// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_proliferation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

std::size_t dividing(double cyclin_d2, double p27, std::int64_t step = 1) {
  Cd8TCells t_cells;
  add_cells(t_cells, 400);
  for (std::size_t i = 0; i < 400; ++i) {
    t_cells.cyclin_d2.set(i, cyclin_d2);
    t_cells.p27.set(i, p27);
  }
  TCellProliferation{}({.rate = 1e-4}, Chunk(t_cells), RandomSource{.seed = {3}, .step = step});
  std::size_t n = 0;
  for (std::size_t i = 0; i < 400; ++i)
    if (t_cells.fate.hazard(i, Cd8Fate::division) > 0) ++n;
  return n;
}

}  // namespace

TEST_CASE("suppression arrests the share of T cells that it suppresses") {
  CHECK(dividing(1, 0) == 400);
  CHECK(dividing(0, 1) == 0);
  // at suppression S: D = 1 − S, P = S, u < 1 − S: 0.7 · 400 = 280 ± 9.2
  CHECK(static_cast<double>(dividing(0.7, 0.3)) == approximately(280).epsilon(4 * 9.2 / 280));
  CHECK(dividing(0.7, 0.3, 1) == dividing(0.7, 0.3, 2));  // thresholds are the cells' own
}

TEST_CASE("exhausted T cells do not divide") {
  Cd8TCells t_cells;
  add_cells(t_cells, 2);
  t_cells.state[1] = static_cast<std::uint8_t>(Cd8State::exhausted);
  TCellProliferation{}({.rate = 1e-4}, Chunk(t_cells), RandomSource{.seed = {3}, .step = 0});
  CHECK(t_cells.fate.hazard(0, Cd8Fate::division) == approximately(1e-4));
  CHECK(t_cells.fate.hazard(1, Cd8Fate::division) == 0);
}
