// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/apc_costimulation.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("costimulation approaches maturity exponentially, whatever the interval") {
  HandMadeHost body;
  LymphNodeApcs& apcs = body.host.apcs;
  for (std::uint64_t id = 1; id <= 3; ++id) apcs.append(CellId{1, id}, Site{}, 0);
  apcs.maturity[0] = 0.8;
  apcs.maturity[1] = 0.8;
  apcs.costimulation[1] = 0.8;
  apcs.maturity[2] = 0.2;
  apcs.costimulation[2] = 0.5;
  Exchange exchange = body.exchange();
  ApcCostimulation{}({.time_constant = 1440}, body.host, exchange);
  // B = m + (B0 − m) exp(−60/1440).
  CHECK(apcs.costimulation[0] == approximately(0.8 * (1 - std::exp(-1.0 / 24))));
  CHECK(apcs.costimulation[1] == 0.8);
  CHECK(apcs.costimulation[2] == approximately(0.2 + 0.3 * std::exp(-1.0 / 24)));
  for (int hour = 0; hour < 2400; ++hour) {
    ApcCostimulation{}({.time_constant = 1440}, body.host, exchange);
    REQUIRE(apcs.costimulation[0] <= 0.8);
  }
  CHECK(apcs.costimulation[0] == approximately(0.8));
}

TEST_CASE("licensing brings costimulation up to the full") {
  HandMadeHost body;
  LymphNodeApcs& apcs = body.host.apcs;
  apcs.append(CellId{1, 1}, Site{}, 0);
  apcs.maturity[0] = 0.2;
  apcs.licensed[0] = 0.5;
  Exchange exchange = body.exchange();
  ApcCostimulation{}({.time_constant = 1440}, body.host, exchange);
  CHECK(apcs.costimulation[0] == approximately(0.6 * (1 - std::exp(-1.0 / 24))));  // 0.2 + 0.8/2
}

TEST_CASE("an empty lymph node stays empty") {
  HandMadeHost body;
  Exchange exchange = body.exchange();
  ApcCostimulation{}({.time_constant = 1440}, body.host, exchange);
  CHECK(body.host.apcs.size() == 0);
}
