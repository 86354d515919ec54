// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/step.hpp"

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace isletsim;

namespace {

class RecordedWorld final : public Stepped {
 public:
  void run(Phase phase, std::int64_t step) override { calls.emplace_back(step, phase); }
  std::vector<std::pair<std::int64_t, Phase>> calls;
};

}  // namespace

TEST_CASE("each step goes through all phases in their order") {
  RecordedWorld world;
  PhaseTimes times{};
  run_steps(world, 5, 7, times);
  std::vector<std::pair<std::int64_t, Phase>> expected;
  for (const std::int64_t step : {5, 6}) {
    for (const Phase phase :
         {Phase::begin, Phase::plan, Phase::resolve, Phase::move, Phase::secrete, Phase::apply,
          Phase::deposit, Phase::diffuse, Phase::check}) {
      expected.emplace_back(step, phase);
    }
  }
  CHECK(world.calls == expected);
  for (const double time : times) CHECK(time >= 0);
}

TEST_CASE("no step is run where the end is the start") {
  RecordedWorld world;
  PhaseTimes times{};
  run_steps(world, 5, 5, times);
  CHECK(world.calls.empty());
  CHECK(times == PhaseTimes{});
}

TEST_CASE("every phase has a name of its own") {
  std::set<std::string_view> names;
  for (const Phase phase : phases) names.insert(to_string(phase));
  CHECK(names.size() == phases.size());
}
