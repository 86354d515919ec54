// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

// A mechanism that is listed but changes nothing would leave the hash as it is.
TEST_CASE("every mechanism, switched off, changes the state of a scenario that exercises it") {
  const StateHash all_on = final_hash(plan_test_scenario("exercise"));
  CHECK(all_on == final_hash(plan_test_scenario("exercise")));
  for (const Mechanism* mechanism : all_mechanisms()) {
    const std::string key(mechanism->key);
    CAPTURE(key);
    CHECK(final_hash(plan_test_scenario("exercise", {}, {key})) != all_on);
  }
}
