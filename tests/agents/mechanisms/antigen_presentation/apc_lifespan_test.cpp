// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/apc_lifespan.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("an antigen-presenting cell goes at the first exchange at or after its lifespan") {
  HandMadeHost body;
  LymphNodeApcs& apcs = body.host.apcs;
  for (std::uint64_t id = 0; id < 4; ++id) {
    apcs.append(CellId{1, id + 1}, Site{}, 0);
    apcs.arrival_time[id] = 60.0 * static_cast<double>(id);
  }
  LymphNodeBCells& b_cells = body.host.b_cells;
  b_cells.append(CellId{1, 9}, Site{}, 0);
  b_cells.arrival_time[0] = 61;
  const auto at = [&](double time) {
    Exchange exchange = body.exchange(time);
    ApcLifespan{}({.lifespan = 120}, body.host, exchange);
  };
  at(60);
  CHECK(apcs.size() == 4);  // the oldest is 60 min old
  at(180);                  // ages 180, 120, 60, 0
  REQUIRE(apcs.size() == 2);
  for (std::size_t row = 0; row < 2; ++row) CHECK(180 - apcs.arrival_time[row] < 120);
  CHECK(b_cells.size() == 1);  // 119 min old
  at(181);
  CHECK(b_cells.size() == 0);
  at(1000);
  CHECK(apcs.size() == 0);
  at(1060);
  CHECK(apcs.size() == 0);
}
