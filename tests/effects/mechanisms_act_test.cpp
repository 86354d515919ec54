// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

// A mechanism that is listed but changes nothing would leave the hash as it is.
TEST_CASE("every mechanism, switched off, changes the state of a scenario that exercises it") {
  const std::vector<const Mechanism*> mechanisms = all_mechanisms();
  std::vector<StateHash> hashes(mechanisms.size());
  for_each_in_parallel(mechanisms.size(), [&](std::size_t i) {
    Simulation simulation(
        plan_test_scenario("exercise", {}, {std::string(mechanisms[i]->key)}).model);
    advance(simulation, exchanges_of(plan_test_scenario("exercise")));
    hashes[i] = simulation.hash();
  });
  const StateHash all_on = final_hash(plan_test_scenario("exercise"));
  CHECK(all_on == final_hash(plan_test_scenario("exercise")));
  for (std::size_t i = 0; i < mechanisms.size(); ++i) {
    const std::string key(mechanisms[i]->key);
    CAPTURE(key);
    CHECK(hashes[i] != all_on);
  }
}
