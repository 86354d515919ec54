// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/b_cells/b_cell_recruitment.hpp"

#include <doctest/doctest.h>

#include "agents/cells/cd4_t_cells.hpp"
#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr BCellRecruitment::Parameters parameters_of_b_cell_recruitment{
    .share = 0.5, .follicle_time = 600, .regulatory_share = 0.25};

// Puts CD4⁺ T cells where those that begin to expand stand: in the last row of the queue.
void begin_to_expand(Host& host, std::int64_t helpers, std::int64_t killers) {
  host.expansion.resize(2);
  host.expansion.cells[clone_classes + clone_of(Cd4Subset::th1)] = helpers;
  host.expansion.cells[clone_classes] = killers;
  host.expansion.cells[clone_of(Cd4Subset::th1)] = 77;  // began earlier
}

}  // namespace

TEST_CASE("helpers recruit their share of B cells, which leave over the follicle time") {
  HandMadeHost body;
  const HostPools& pools = body.host.pools;
  begin_to_expand(body.host, 800'000, 5'000);
  Exchange first = body.exchange();
  BCellRecruitment{}(parameters_of_b_cell_recruitment, body.host, first);
  CHECK(pools.follicular_b_cells[0] == 400'000);
  CHECK(pools.blood[clone_of(BCellState::naive)] == 0);  // none leaves at once

  begin_to_expand(body.host, 0, 5'000);
  Exchange second = body.exchange(60);
  BCellRecruitment{}(parameters_of_b_cell_recruitment, body.host, second);
  const double chance = 1 - std::exp(-0.1);
  const std::int64_t naive = pools.blood[clone_of(BCellState::naive)];
  const std::int64_t regulatory = pools.blood[clone_of(BCellState::regulatory)];
  CHECK(std::abs(static_cast<double>(naive + regulatory) - 400'000 * chance) <
        binomial_bound(400'000, chance));
  CHECK(std::abs(static_cast<double>(regulatory) - 100'000 * chance) <
        binomial_bound(400'000, chance * 0.25));
  CHECK(pools.follicular_b_cells[0] + naive + regulatory == 400'000);
  CHECK(pools.exported[clone_of(BCellState::naive)] == naive);
  CHECK(pools.blood[clone_of(BCellState::activated)] == 0);
}

TEST_CASE("without helpers no B cell is recruited") {
  HandMadeHost body;
  for (int hour = 0; hour < 3; ++hour) {
    Exchange exchange = body.exchange(60.0 * hour);
    BCellRecruitment{}(parameters_of_b_cell_recruitment, body.host, exchange);
    begin_to_expand(body.host, 0, 5'000);
  }
  CHECK(body.host.pools.follicular_b_cells[0] == 0);
  CHECK(body.host.pools.blood[clone_of(BCellState::naive)] == 0);
}
