// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_ctl_activation.hpp"

#include <doctest/doctest.h>

#include "agents/mechanisms/autoimmunity/ctl_killing.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("killing beside activated B cells is faster, by one as by two, and nothing else is") {
  const Lattice lattice({5, 1, 1}, 10);
  Nearby nearby(lattice);
  nearby.activated_b_cells.scatter(Site{0});
  BetaCells beta;
  add_cells(beta, 3, Site{1});
  beta.site[1] = 2;  // 20 µm away
  beta.bound_cytotoxicity[0] = static_cast<std::int32_t>(Cd8TCells::cytotoxicity_unit);
  beta.bound_cytotoxicity[1] = beta.bound_cytotoxicity[0];
  for (std::size_t i = 0; i < 3; ++i) beta.mhc1.set(i, 4);
  const auto plan = [&] {
    beta.clear_scratch();
    CtlKilling{}({.kill_rate = 0.002}, Chunk(beta));
    BCellCtlActivation{}({.factor = 1.5}, Chunk(beta), nearby);
  };
  plan();
  CHECK(beta.fate.hazard(0, BetaFate::killed) == approximately(0.003));
  CHECK(beta.fate.hazard(1, BetaFate::killed) == approximately(0.002));
  CHECK(beta.fate.hazard(2, BetaFate::killed) == 0);  // no T cell is bound
  CHECK(beta.fate.hazard(0, BetaFate::turnover) == 0);
  nearby.activated_b_cells.scatter(Site{0});
  plan();
  CHECK(beta.fate.hazard(0, BetaFate::killed) == approximately(0.003));
}
