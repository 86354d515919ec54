// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/inflammation/macrophage_recruitment.hpp"

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE(
    "recruitment is its rate at half-saturating CCL2, nothing without, twice the rate at most") {
  const MacrophageRecruitment::Parameters p{.recruitment = 0.01, .half_saturation = 0.23};
  const auto rate_at = [&](double ccl2) {
    VenuleState venules;
    venules.levels[static_cast<std::size_t>(Factor::ccl2)] = ccl2;
    Arrivals arrivals;
    MacrophageRecruitment{}(p, arrivals, venules);
    CHECK(arrivals.dendritic_cells.rate == 0);
    return arrivals.macrophages.rate;
  };
  CHECK(rate_at(0.23) == approximately(0.01));
  CHECK(rate_at(0) == 0);
  CHECK(rate_at(1e6) == approximately(0.02).epsilon(1e-5));
}
