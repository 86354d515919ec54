// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/ctl_killing.hpp"

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("killing is mass action in bound cytotoxicity and linear in MHC-I up to eightfold") {
  BetaCells beta;
  for (int i = 0; i < 4; ++i) beta.append(CellId{1, static_cast<std::uint64_t>(i)}, Site{}, 0);
  beta.clear_scratch();
  constexpr auto armed = static_cast<std::int32_t>(Cd8TCells::cytotoxicity_unit);
  beta.bound_cytotoxicity[0] = 2 * armed;
  beta.mhc1.set(0, 4);
  beta.bound_cytotoxicity[1] = armed / 2;
  beta.mhc1.set(1, 20);
  beta.bound_cytotoxicity[3] = 5 * armed;
  beta.viability[3] = static_cast<std::uint8_t>(Viability::apoptotic);

  CtlKilling{}({.kill_rate = 3e-3}, Chunk(beta));

  CHECK(beta.fate.hazard(0, BetaFate::killed) ==
        approximately(2 * 3e-3));  // at the reference MHC-I of 4
  CHECK(beta.fate.hazard(1, BetaFate::killed) ==
        approximately(3e-3));                         // half a T cell, min(20, 8) / 4 = 2
  CHECK(beta.fate.hazard(2, BetaFate::killed) == 0);  // no T cell bound
  CHECK(beta.fate.hazard(3, BetaFate::killed) == 0);  // the dead are not killed
}

TEST_CASE("a T cell that lacks cytotoxicity counts for what it has, and never for less than none") {
  Cd8TCells t_cells;
  for (int i = 0; i < 3; ++i) t_cells.append(CellId{1, static_cast<std::uint64_t>(i)}, Site{}, 0);
  CHECK(t_cells.cytotoxicity(0) == 65536);
  t_cells.missing_cytotoxicity.set(1, 0.75);
  CHECK(t_cells.cytotoxicity(1) == 16384);
  t_cells.missing_cytotoxicity.set(2, 1.0000001);
  CHECK(t_cells.cytotoxicity(2) == 0);
}
