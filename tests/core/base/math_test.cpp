// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/math.hpp"

#include <cmath>
#include <initializer_list>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

TEST_CASE("elementary functions agree with the standard library to its own accuracy") {
  for (double x = 0.01; x < 30; x *= 1.37) {
    CHECK(math::exp(-x) == approximately(std::exp(-x)).epsilon(1e-14));
    CHECK(math::expm1(-x) == approximately(std::expm1(-x)).epsilon(1e-14));
    CHECK(math::log(x) == approximately(std::log(x)).epsilon(1e-14));
    CHECK(math::log1p(x) == approximately(std::log1p(x)).epsilon(1e-14));
    CHECK(math::pow(x, 1.1) == approximately(std::pow(x, 1.1)).epsilon(1e-14));
    CHECK(math::sin(x) == approximately(std::sin(x)).epsilon(1e-13));
    CHECK(math::cos(x) == approximately(std::cos(x)).epsilon(1e-13));
  }
}

TEST_CASE("log factorial agrees with the gamma function") {
  for (const double n : {0.0, 1.0, 5.0, 9.0, 10.0, 11.0, 50.0, 1e4, 1e7}) {
    CHECK(math::log_factorial(n) == approximately(std::lgamma(n + 1)).epsilon(1e-9));
  }
}

TEST_CASE("the Hill function") {
  CHECK(math::hill(4.0, 4.0) == 0.5);
  CHECK(math::hill(0.0, 4.0) == 0);
  CHECK(math::hill(3.0, 1.0, 2) == approximately(0.9));
  CHECK(math::hill(0.0, 1.0, 2) == 0);
  CHECK(math::hill(2.0, 1.0, 1.1) == approximately(std::pow(2, 1.1) / (1 + std::pow(2, 1.1))));
}

TEST_CASE("the probability of an event follows from its hazard") {
  CHECK(math::event_probability(0, 10) == 0);
  CHECK(math::event_probability(0.1, 10) == approximately(1 - std::exp(-1.0)));
}
