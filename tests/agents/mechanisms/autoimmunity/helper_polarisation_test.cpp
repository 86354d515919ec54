// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/helper_polarisation.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

TEST_CASE("primed helpers become Th1 by the costimulation of those that present antigen") {
  HandMadeHost body;
  const auto polarised = [&] {
    Exchange exchange = body.exchange();
    exchange.primed[clone_of(Cd4Subset::th0)] = 100'000;
    HelperPolarisation{}({.undifferentiated_weight = 0.1}, body.host, exchange);
    CHECK(exchange.primed[clone_of(Cd4Subset::th0)] + exchange.primed[clone_of(Cd4Subset::th1)] ==
          100'000);
    return static_cast<double>(exchange.primed[clone_of(Cd4Subset::th1)]);
  };
  CHECK(polarised() == 0);
  const auto add = [&](std::uint64_t id, double antigen, double costimulation) {
    const std::size_t row = body.host.apcs.append(CellId{0, id}, Site{}, 0);
    body.host.apcs.weight[row] = 10;
    body.host.apcs.antigen[row] = antigen;
    body.host.apcs.costimulation[row] = costimulation;
  };
  add(1, 3, 0.4);
  add(2, 1, 0);
  // w = 3 · 0.4 / 4 = 0.3: three quarters.
  CHECK(std::abs(polarised() - 75'000) < binomial_bound(1e5, 0.75));
  // A macrophage holds a hundredth of the helpers: with 100 times the antigen it counts like one
  // dendritic cell, w = (1.2 + 3)/(4 + 3) = 0.6.
  add(3, 300, 1);
  body.host.apcs.kind[2] = static_cast<std::uint8_t>(ApcKind::macrophage);
  CHECK(std::abs(polarised() - 1e5 * 6 / 7) < binomial_bound(1e5, 6.0 / 7));
}
