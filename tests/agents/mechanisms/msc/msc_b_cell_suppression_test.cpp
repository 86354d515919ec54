// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_b_cell_suppression.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {
constexpr MscBCellSuppression::Parameters parameters_of_b_cell_suppression{
    .greatest_suppression = 0.7,
    .half_ratio = 0.17,
    .ifn_gamma_half_saturation = 0.03,
    .response_time = 360};
}

// Corcione et al. 2006 Blood 107:367: about 60 % at one MSC for a B cell.
TEST_CASE("one licensed MSC for a B cell suppresses by 60 %, an unlicensed one not at all") {
  const Lattice lattice({3, 1, 1}, 10);
  Nearby nearby(lattice);
  for (int n = 0; n < 2; ++n) {
    nearby.mesenchymal_stem_cells.scatter(Site{0});
    nearby.b_cells.scatter(Site{0});
  }
  BCells b_cells;
  add_cells(b_cells, 3);
  Environment environment(3);
  environment.set(Factor::ifn_gamma, 0, 1e6);
  environment.set(Factor::ifn_gamma, 1, 0.03);
  Gains gains{};
  gains.msc_contact = 1;
  MscBCellSuppression{}(parameters_of_b_cell_suppression, Chunk(b_cells), environment, nearby,
                        gains);
  CHECK(b_cells.msc_suppression.target(0) == approximately(0.598).epsilon(1e-3));
  CHECK(b_cells.msc_suppression.target(1) == approximately(0.299).epsilon(1e-3));
  CHECK(b_cells.msc_suppression.target(2) == 0);
  CHECK(b_cells.msc_suppression.rate(0) == approximately(1.0 / 360));
}

TEST_CASE("without contact gain, or without MSCs, B cells go unsuppressed") {
  const Lattice lattice({12, 1, 1}, 10);
  Nearby nearby(lattice);
  nearby.mesenchymal_stem_cells.scatter(Site{0});
  nearby.b_cells.scatter(Site{0});
  BCells b_cells;
  add_cells(b_cells, 2);
  b_cells.site[1] = 11;
  Environment environment(2);
  for (std::size_t i = 0; i < 2; ++i) environment.set(Factor::ifn_gamma, i, 1);
  Gains gains{};
  gains.msc_contact = 0;
  MscBCellSuppression{}(parameters_of_b_cell_suppression, Chunk(b_cells), environment, nearby,
                        gains);
  CHECK(b_cells.msc_suppression.target(0) == 0);
  gains.msc_contact = 1;
  b_cells.clear_scratch();
  MscBCellSuppression{}(parameters_of_b_cell_suppression, Chunk(b_cells), environment, nearby,
                        gains);
  CHECK(b_cells.msc_suppression.target(0) > 0.5);
  CHECK(b_cells.msc_suppression.target(1) == 0);
}
