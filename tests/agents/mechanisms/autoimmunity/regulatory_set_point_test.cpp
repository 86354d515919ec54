// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/regulatory_set_point.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("without spread the ratio is the set point, and priming is suppressed by R / (R + K)") {
  HandMadeHost body;
  RegulatorySetPoint{}.start({.ratio = 0.1, .spread = 0, .half_ratio = 0.3}, body.host);
  CHECK(body.host.pools.regulatory_ratio[0] == approximately(0.1));
  CHECK(body.host.pools.regulatory_suppression[0] == approximately(0.25));
  HandMadeHost without;
  RegulatorySetPoint{}.start({.ratio = 0, .spread = 1, .half_ratio = 0.3}, without.host);
  CHECK(without.host.pools.regulatory_suppression[0] == 0);
}

TEST_CASE("regulatory T cells leave the lymph node with the effectors of the same interval") {
  HandMadeHost body;
  constexpr RegulatorySetPoint::Parameters p{.ratio = 0.1, .spread = 0, .half_ratio = 0.3};
  RegulatorySetPoint{}.start(p, body.host);
  Exchange exchange = body.exchange();
  RegulatorySetPoint{}(p, body.host, exchange);  // nothing expands: no cell leaves
  CHECK(body.host.expansion.rows() == 0);
  body.host.expansion.resize(3);
  body.host.expansion.cells[2 * clone_classes + 4] = 600;
  body.host.expansion.cells[2 * clone_classes + bystander_clone] = 400;
  body.host.expansion.cells[1 * clone_classes + 4] = 77;  // left already
  RegulatorySetPoint{}(p, body.host, exchange);
  CHECK(body.host.expansion.cells[2 * clone_classes + clone_of(Cd4Subset::treg)] == 100);
  CHECK(body.host.expansion.cells[1 * clone_classes + clone_of(Cd4Subset::treg)] == 0);
}
