// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/observation/disease_stage.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr DiseaseStage::Parameters human{
    .dysglycaemia = 140, .diabetes = 200, .infiltrate = 5, .autoantibodies = 0.5};

}  // namespace

TEST_CASE("stages follow from autoantibodies, infiltrate and glucose, and each is reported once") {
  HandMadeHost body(host_without_rules(2, 3));  // the first islet stands for two
  const auto stage = [&](double autoantibodies, double glucose, std::int64_t first,
                         std::int64_t second) {
    body.host.pools.autoantibodies[0] = autoantibodies;
    body.host.pools.glucose[0] = glucose;
    body.outboxes[0].t_cells_inside = first;
    body.outboxes[1].t_cells_inside = second;
    Exchange exchange = body.exchange();
    DiseaseStage{}(human, body.host, exchange);
    return static_cast<int>(body.host.pools.stage[0]);
  };
  CHECK(stage(0.5, 139, 50, 50) == 0);
  CHECK(stage(0, 140, 7, 1) == 2);  // without autoantibodies too
  body.host.pools.highest_stage[0] = 0;
  body.events.clear();
  CHECK(stage(1, 139, 50, 50) == 1);
  CHECK(stage(1, 140, 7, 0) == 1);  // 14/3 per islet
  CHECK(stage(1, 140, 7, 1) == 2);  // 15/3
  CHECK(stage(1, 199, 0, 0) == 1);  // it can fall
  CHECK(stage(1, 150, 9, 9) == 2);  // and rise again, without an event
  CHECK(stage(1, 200, 0, 0) == 3);
  CHECK(body.host.pools.highest_stage[0] == 3);
  std::vector<std::string_view> reported;
  for (const Event& event : body.events) reported.push_back(event.cause);
  CHECK(reported == std::vector<std::string_view>{"stage_1", "stage_2", "stage_3"});
}
