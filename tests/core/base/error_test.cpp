// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/error.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace isletsim;

TEST_CASE("a fault is printed with its place, reason and way out, as far as it has them") {
  CHECK(to_string(Fault{.problem = "unknown key",
                        .value = "sede",
                        .why = "no such key",
                        .suggestion = "did you mean 'seed'?",
                        .file = "arm.toml",
                        .line = 5,
                        .key = "run.sede"}) ==
        "arm.toml:5: run.sede: unknown key 'sede' (no such key) — did you mean 'seed'?");
  CHECK(to_string(Fault{.problem = "empty file", .file = "arm.toml"}) == "arm.toml: empty file");
}

TEST_CASE("an error by the user lists every fault") {
  const ConfigError error({Fault{.problem = "one"}, Fault{.problem = "two"}});
  CHECK(error.faults().size() == 2);
  CHECK(std::string(error.what()) == "one\ntwo");
}

TEST_CASE("the nearest spelling") {
  const std::vector<std::string> words{"seed", "duration", "ctl_killing", "h"};
  CHECK(nearest_spelling("sede", words) == "seed");
  CHECK(nearest_spelling("Duration", words) == "duration");
  CHECK(nearest_spelling("durashun", words) == "");
  CHECK(nearest_spelling("duratoin", words) == "duration");
  CHECK(nearest_spelling("ctl_kill", words) == "ctl_killing");
  CHECK(nearest_spelling("H", words) == "h");
  CHECK(nearest_spelling("abc", words) == "");  // two of three letters wrong is not near
  CHECK(nearest_spelling("seq", {"sea"}) == "sea");
  CHECK(nearest_spelling("x", {}) == "");
}
