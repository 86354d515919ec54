// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/t_cell_priming.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr TCellPriming::Parameters parameters_of_priming{.anergy_share = 0.1,
                                                         .suppression_recovery = 2880};
constexpr std::int64_t naive_cells = 10'000'000;

void add_priming_apc(Host& host, std::int64_t weight, double antigen, double costimulation) {
  const std::size_t row = host.apcs.append(CellId{1, host.apcs.size() + 1}, Site{}, 0);
  host.apcs.weight[row] = weight;
  host.apcs.antigen[row] = antigen;
  host.apcs.costimulation[row] = costimulation;
}

// Lets naive cells of class 0 meet APCs for an hour; checks the numbers and that none is lost.
void check_priming(HandMadeHost& body, double begin, double commitment, double anergy) {
  // Half of the naive cells visit the node; only these can meet an APC.
  body.host.pools.naive[0] = 2 * naive_cells;
  body.host.pools.visiting[0] = naive_cells;
  Exchange exchange = body.exchange(begin);
  TCellPriming{}(parameters_of_priming, body.host, exchange);
  const HostPools& pools = body.host.pools;
  const double total = commitment + anergy;
  const double changed = 1 - std::exp(-total * 60);
  const double committed = total > 0 ? changed * commitment / total : 0;
  CHECK(std::abs(static_cast<double>(exchange.primed[0]) - naive_cells * committed) <=
        binomial_bound(naive_cells, committed));
  CHECK(std::abs(static_cast<double>(pools.anergic[0]) - naive_cells * (changed - committed)) <=
        binomial_bound(naive_cells, changed - committed));
  CHECK(pools.naive[0] + pools.anergic[0] + exchange.primed[0] == 2 * naive_cells);
  CHECK(pools.visiting[0] == pools.naive[0] - naive_cells);
  CHECK(pools.primed_total[0] == exchange.primed[0]);
  for (std::size_t k = 1; k < clone_classes; ++k) CHECK(exchange.primed[k] == 0);
}

}  // namespace

TEST_CASE("naive cells commit or become anergic at the rates of the contacts") {
  HandMadeHost body;
  add_priming_apc(body.host, 40, 2, 1);
  // Encounters 25 · 40 / (3 · 1e6) = 1/3000 per min; H(2; 1, 2) = 4/5.
  check_priming(body, 0, 0.8 / 3000, 0.1 * 0.2 / 3000);
}

TEST_CASE("macrophages hold a hundredth of the naive cells that dendritic cells hold") {
  HandMadeHost body;
  add_priming_apc(body.host, 4000, 2, 1);
  body.host.apcs.kind[0] = static_cast<std::uint8_t>(ApcKind::macrophage);
  // Commitment and anergy alike are those of 40 dendritic cells, as above.
  check_priming(body, 0, 0.8 / 3000, 0.1 * 0.2 / 3000);
  // Beside dendritic cells they take nothing away.
  HandMadeHost both;
  add_priming_apc(both.host, 4000, 2, 1);
  both.host.apcs.kind[0] = static_cast<std::uint8_t>(ApcKind::macrophage);
  add_priming_apc(both.host, 40, 2, 1);
  check_priming(both, 0, 1.6 / 3000, 0.2 * 0.2 / 3000);
}

TEST_CASE("antigen halves in its half-life, and APCs add up") {
  HandMadeHost body;
  add_priming_apc(body.host, 40, 2, 1);
  add_priming_apc(body.host, 80, 4, 0.5);
  // After one half-life both signals are 1: H = 1/2; 120 APCs meet 1e-3 per min.
  check_priming(body, 3600, 0.5e-3, 0.1 * 0.5e-3);
}

TEST_CASE("what MSCs did to an APC lowers the chance, and fades") {
  HandMadeHost body;
  add_priming_apc(body.host, 40, 2, 1);
  body.host.apcs.msc_suppression[0] = 0.5;
  check_priming(body, 0, 0.4 / 3000, 0.1 * 0.6 / 3000);
  HandMadeHost later;
  add_priming_apc(later.host, 40, 8, 1);
  later.host.apcs.msc_suppression[0] = 0.5;
  // Two days: 48 h of recovery, and H(8 · 2^(−48/60); 1, 2) = 0.95478.
  const double chance = 0.95478 * (1 - 0.5 * std::exp(-1.0));
  check_priming(later, 2880, chance / 3000, 0.1 * (1 - chance) / 3000);
}

TEST_CASE("in a larger body each APC is met less") {
  HandMadeHost body(host_without_rules(1, 5000));
  add_priming_apc(body.host, 40, 2, 1);
  check_priming(body, 0, 0.8 / 6000, 0.1 * 0.2 / 6000);
}

TEST_CASE("without costimulation contacts end in anergy alone") {
  HandMadeHost body;
  add_priming_apc(body.host, 40, 2, 0);
  check_priming(body, 0, 0, 0.1 / 3000);
  HandMadeHost empty;
  check_priming(empty, 0, 0, 0);  // without APCs nothing happens
}

TEST_CASE("priming does not depend on the order in which APCs are stored") {
  std::array<std::int64_t, 2> primed{};
  for (std::size_t shuffled = 0; shuffled < 2; ++shuffled) {
    HandMadeHost body;
    for (int i = 1; i <= 5; ++i) add_priming_apc(body.host, 10 * i, 0.3 * i, 0.9);
    if (shuffled == 1) body.host.apcs.permute(std::array<std::size_t, 5>{3, 1, 4, 0, 2});
    body.host.pools.naive[0] = naive_cells;
    body.host.pools.visiting[0] = naive_cells;
    Exchange exchange = body.exchange();
    TCellPriming{}(parameters_of_priming, body.host, exchange);
    primed[shuffled] = exchange.primed[0];
  }
  CHECK(primed[0] == primed[1]);
  CHECK(primed[0] > 0);
}
