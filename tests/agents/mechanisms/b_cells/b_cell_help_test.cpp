// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_help.hpp"

#include <doctest/doctest.h>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_priming.hpp"
#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

void add_b_cells(Host& host, std::int64_t weight) {
  const std::size_t row = host.b_cells.append(CellId{1, 100 + host.b_cells.size()}, Site{}, 0);
  host.b_cells.weight[row] = weight;
}

void add_helping_apc(Host& host, std::int64_t weight, double antigen) {
  const std::size_t row = host.apcs.append(CellId{1, 1 + host.apcs.size()}, Site{}, 0);
  host.apcs.weight[row] = weight;
  host.apcs.antigen[row] = antigen;
  host.apcs.costimulation[row] = 1;
}

double help_of(HandMadeHost& body) {
  Exchange exchange = body.exchange();
  BCellHelp{}({.factor = 2, .half_ratio = 0.1}, body.host, exchange);
  return body.host.pools.b_cell_help[0];
}

}  // namespace

TEST_CASE("help rises with B cells for each other antigen-presenting cell, up to the factor") {
  HandMadeHost body;
  CHECK(body.host.pools.b_cell_help[0] == 1);  // neutral
  CHECK(help_of(body) == 1);                   // no cell is there
  add_helping_apc(body.host, 1000, 1);
  CHECK(help_of(body) == 1);
  add_b_cells(body.host, 60);
  add_b_cells(body.host, 40);
  CHECK(help_of(body) == approximately(1.5));  // one for ten
  add_b_cells(body.host, 1'000'000);
  CHECK(help_of(body) > 1.99);
  CHECK(help_of(body) < 2);
  body.host.apcs.remove(0);
  CHECK(help_of(body) == approximately(2));
}

TEST_CASE("CD4 T cells commit twice as often with full help, CD8 T cells as before") {
  const TCellPriming::Parameters priming{.anergy_share = 0, .suppression_recovery = 2880};
  const auto primed = [&](double help) {
    HandMadeHost body;
    add_helping_apc(body.host, 4, 0.5);  // H(0.5; 1, 2) = 1/5
    body.host.pools.b_cell_help[0] = help;
    body.host.pools.naive[0] = 10'000'000;
    body.host.pools.naive[clone_of(Cd4Subset::th0)] = 10'000'000;
    for (const std::size_t k : {std::size_t{0}, clone_of(Cd4Subset::th0)})
      body.host.pools.visiting[k] = body.host.pools.naive[k];
    Exchange exchange = body.exchange();
    TCellPriming{}(priming, body.host, exchange);
    return exchange.primed;
  };
  // Encounters 25 · 4 / (3 · 1e6) = 1/30000 per min.
  const auto expected = [](double chance) { return 1e7 * (1 - std::exp(-chance * 60 / 30000)); };
  const auto close = [&](std::int64_t found, double mean) {
    return std::abs(static_cast<double>(found) - mean) < poisson_bound(mean);
  };
  const CloneCounts alone = primed(1);
  const CloneCounts helped = primed(2);
  CHECK(close(alone[clone_of(Cd4Subset::th0)], expected(0.2)));
  CHECK(close(helped[clone_of(Cd4Subset::th0)], expected(0.4)));
  CHECK(helped[0] == alone[0]);
  // A chance stays one.
  CHECK(close(primed(10)[clone_of(Cd4Subset::th0)], expected(1)));
}
