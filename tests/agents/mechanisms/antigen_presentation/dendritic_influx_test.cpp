// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/antigen_presentation/dendritic_influx.hpp"

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("dendritic cells enter at rest, and up to 1 + gain times as fast under CCL2") {
  const DendriticInflux::Parameters p{.influx = 3.5e-4, .gain = 4, .half_saturation = 0.23};
  const auto rate_at = [&](double ccl2) {
    VenuleState venules;
    venules.levels[static_cast<std::size_t>(Factor::ccl2)] = ccl2;
    Arrivals arrivals;
    DendriticInflux{}(p, arrivals, venules);
    return arrivals.dendritic_cells.rate;
  };
  CHECK(rate_at(0) == approximately(3.5e-4));
  CHECK(rate_at(0.23) == approximately(3.5e-4 * 3));  // 1 + 4/2
  CHECK(rate_at(1e6) == approximately(3.5e-4 * 5).epsilon(1e-5));
}
