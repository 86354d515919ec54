// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/plasma_cell_formation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

// Plasma cells that an hour makes of a million activated B cells.
std::int64_t formed(std::int64_t helpers, double suppression, Cd4Subset subset = Cd4Subset::th1) {
  HandMadeHost body;
  Host& host = body.host;
  host.expansion.resize(2);
  host.expansion.cells[clone_of(subset)] = helpers / 4;
  host.expansion.cells[clone_classes + clone_of(subset)] = helpers / 4;
  host.pools.blood[clone_of(subset)] = helpers / 2;
  const std::size_t row = host.b_cells.append(CellId{1, 9}, Site{}, 0);
  host.b_cells.weight[row] = 1'000'000;
  host.b_cells.suppression[row] = suppression;
  Exchange exchange = body.exchange();
  PlasmaCellFormation{}({.rate = 0.002}, host, exchange);
  CHECK(host.pools.plasma_cells[0] + host.b_cells.weight[0] == 1'000'000);
  return host.pools.plasma_cells[0];
}

void check_share(std::int64_t found, double hazard) {
  const double chance = 1 - std::exp(-60 * hazard);
  CHECK(std::abs(static_cast<double>(found) - 1e6 * chance) < binomial_bound(1e6, chance));
}

}  // namespace

TEST_CASE("activated B cells become plasma cells by the help of T cells, less under MSCs") {
  check_share(formed(1'000'000, 0), 0.001);  // one helper for each
  check_share(formed(3'000'000, 0), 0.0015);
  check_share(formed(1'000'000, 0.6), 0.0004);
  CHECK(formed(0, 0) == 0);
  CHECK(formed(1'000'000, 1) == 0);
  CHECK(formed(1'000'000, 0, Cd4Subset::treg) == 0);  // no helpers
}

TEST_CASE("without activated B cells there is nothing to form") {
  HandMadeHost body;
  body.host.expansion.resize(1);
  body.host.expansion.cells[clone_of(Cd4Subset::th1)] = 1000;
  Exchange exchange = body.exchange();
  PlasmaCellFormation{}({.rate = 0.002}, body.host, exchange);
  CHECK(body.host.pools.plasma_cells[0] == 0);
}
