// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/islet/basement_membrane.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_membrane.hpp"

using namespace isletsim;

TEST_CASE("degradation and repair of an element act together, exactly") {
  HandMadeMembrane islet(2, 5);
  CHECK(islet.membrane.integrity(Site{2}) == 1);
  islet.membrane.degrade(Site{1}, 0.1);  // in contact by a face
  islet.membrane.degrade(Site{2}, 0.2);  // at the element
  islet.membrane.degrade(Site{4}, 0.7);  // out of reach
  islet.membrane.repair(0.1);
  islet.membrane.commit(10);
  // m' = 0.1 (1 − m) − 0.3 m: to 0.25 with rate 0.4.
  CHECK(islet.membrane.integrity(Site{2}) ==
        doctest::Approx(0.25 + 0.75 * std::exp(-4.0)).epsilon(1e-6));
  islet.membrane.clear_scratch();
  const double before = islet.membrane.integrity(Site{2});
  islet.membrane.commit(1e9);
  CHECK(islet.membrane.integrity(Site{2}) == before);
}

TEST_CASE("there is no integrity where there is no element, and it stays from 0 to 1") {
  HandMadeMembrane islet(2, 5);
  for (int k = 0; k < 100; ++k) {
    islet.membrane.clear_scratch();
    if (k % 3 != 0) islet.membrane.degrade(Site{2}, 10);
    if (k % 2 != 0) islet.membrane.repair(5);
    islet.membrane.commit(10);
    CHECK(islet.membrane.integrity(Site{2}) >= 0);
    CHECK(islet.membrane.integrity(Site{2}) <= 1);
    for (const std::uint32_t site : {0U, 1U, 3U, 4U})
      CHECK(islet.membrane.integrity(Site{site}) == 0);
  }
  CHECK(islet.membrane.mean_integrity() == islet.membrane.integrity(Site{2}));
}

TEST_CASE("the order in which cells degrade an element does not matter, to the last bit") {
  HandMadeMembrane forth(2, 5);
  HandMadeMembrane back(2, 5);
  for (int k = 1; k <= 50; ++k) forth.membrane.degrade(Site{2}, 1e-3 / k);
  for (int k = 50; k >= 1; --k) back.membrane.degrade(Site{2}, 1e-3 / k);
  forth.membrane.commit(10);
  back.membrane.commit(10);
  CHECK(forth.membrane.integrity(Site{2}) == back.membrane.integrity(Site{2}));
}
