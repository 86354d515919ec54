// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/random.hpp"

#include <cmath>
#include <initializer_list>

#include <doctest/doctest.h>

#include "core/base/math.hpp"
#include "tests/approximately.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

RandomStream stream_of(std::uint64_t cell) { return {Seed{7}, test_draw, CellId{0, cell}, 3}; }

struct Moments {
  double mean = 0;
  double variance = 0;
};

template <class Sample>
Moments moments(int samples, Sample sample) {
  double sum = 0;
  double sum_of_squares = 0;
  for (int i = 0; i < samples; ++i) {
    RandomStream random = stream_of(static_cast<std::uint64_t>(i));
    const double x = sample(random);
    sum += x;
    sum_of_squares += x * x;
  }
  const double mean = sum / samples;
  return {mean, sum_of_squares / samples - mean * mean};
}

}  // namespace

TEST_CASE("random numbers depend on seed, use, cell, step and draw, and on nothing else") {
  constexpr Draws<2> draws{"walk"};
  constexpr Draws<1> other{"wait"};
  const auto first = [](std::uint32_t seed, Draw draw, std::uint64_t cell, std::int64_t step) {
    return RandomStream(Seed{seed}, draw, CellId{1, cell}, step).bits();
  };
  const auto value = first(1, draws[0], 5, 9);
  CHECK(value == first(1, draws[0], 5, 9));
  CHECK(value != first(2, draws[0], 5, 9));
  CHECK(value != first(1, draws[1], 5, 9));
  CHECK(value != first(1, other[0], 5, 9));
  CHECK(value != first(1, draws[0], 6, 9));
  CHECK(value != first(1, draws[0], 5, 10));
}

namespace {

struct Walks {
  static constexpr Draws<2> draws{"walk"};
};
struct WalksUnderANewName {
  static constexpr Draws<1> draws{"walk"};
};
struct Waits {
  static constexpr Draws<1> draws{"wait"};
};
struct DrawsNothing {};

}  // namespace

TEST_CASE("two equal uses of random numbers do not compile where all uses are listed") {
  static_assert(draws_differ<Walks, Waits, DrawsNothing>());
  static_assert(!draws_differ<Walks, Waits, WalksUnderANewName>());
  // The key of a use is the FNV-1a hash (Fowler, Noll and Vo) of the name and four bytes of the
  // number, here by hand from its definition: it must not change, as it is part of every result.
  std::uint32_t expected = 2166136261U;
  for (const unsigned byte :
       {unsigned{'w'}, unsigned{'a'}, unsigned{'l'}, unsigned{'k'}, 1U, 0U, 0U, 0U})
    expected = (expected ^ byte) * 16777619U;
  CHECK(Walks::draws[1].key() == expected);
  CHECK(WalksUnderANewName::draws[0] == Walks::draws[0]);
}

// Mean and variance of each distribution from its definition; bounds are five standard errors of 20
// 000 samples.
TEST_CASE("distributions have the moments of their definition") {
  constexpr int n = 20000;
  SUBCASE("Poisson, by inversion and by rejection") {
    for (const double mean : {0.3, 4.0, 35.0, 4000.0}) {
      const Moments m = moments(n, [&](RandomStream& r) { return double(r.poisson(mean)); });
      CHECK(std::abs(m.mean - mean) < 5 * std::sqrt(mean / n));
      CHECK(std::abs(m.variance / mean - 1) < 5 * std::sqrt((2 + 1 / mean) / n));
    }
  }
  SUBCASE("binomial, by inversion, by rejection and reflected") {
    for (const auto& [trials, p] : {std::pair{20, 0.1}, {1000, 0.3}, {100000, 0.001}, {50, 0.93}}) {
      const Moments m =
          moments(n, [&, t = trials, q = p](RandomStream& r) { return double(r.binomial(t, q)); });
      const double variance = trials * p * (1 - p);
      CHECK(std::abs(m.mean - trials * p) < 5 * std::sqrt(variance / n));
      CHECK(std::abs(m.variance / variance - 1) < 5 * std::sqrt(3.0 / n));
    }
  }
  SUBCASE("normal and exponential") {
    const Moments normal = moments(n, [](RandomStream& r) { return r.normal(); });
    CHECK(std::abs(normal.mean) < 5 / std::sqrt(n));
    CHECK(std::abs(normal.variance - 1) < 5 * std::sqrt(2.0 / n));
    const Moments waiting = moments(n, [](RandomStream& r) { return r.exponential(3.0); });
    CHECK(std::abs(waiting.mean - 3) < 5 * 3 / std::sqrt(n));
  }
  SUBCASE("von Mises-Fisher has the mean cosine it was asked for") {
    const double s = std::sqrt(1.0 / 3);
    for (const std::array<double, 3>& axis : {std::array<double, 3>{s, -s, s}, {0, 0, -1}}) {
      for (const double mean_cosine : {0.05, 0.6065, 0.98}) {
        const Moments m = moments(n, [&](RandomStream& r) {
          const auto d = r.direction_about(axis, TurnDistribution(mean_cosine));
          CHECK(d[0] * d[0] + d[1] * d[1] + d[2] * d[2] == approximately(1));
          return d[0] * axis[0] + d[1] * axis[1] + d[2] * axis[2];
        });
        CHECK(std::abs(m.mean - mean_cosine) < 5 * std::sqrt(m.variance / n));
      }
    }
  }
}

TEST_CASE("an event happens exactly where a trial of its probability would succeed") {
  int happened = 0;
  for (const double x : {0.0, 1e-18, 1e-6, 0.01, 0.5, 3.0, 40.0}) {
    for (std::int64_t step = 0; step < 3000; ++step) {
      RandomStream one(Seed{5}, test_draw, CellId{1, 1}, step);
      RandomStream other = one;
      const bool event = one.event(x / 10, 10);
      REQUIRE(event == other.bernoulli(math::event_probability(x / 10, 10)));
      happened += event ? 1 : 0;
      REQUIRE(one.uniform() == other.uniform());
    }
  }
  CHECK(happened > 0);
}

TEST_CASE("binomial and Poisson at the edges") {
  RandomStream random = stream_of(1);
  CHECK(random.binomial(0, 0.5) == 0);
  CHECK(random.binomial(17, 0) == 0);
  CHECK(random.binomial(17, 1) == 17);
  CHECK(random.poisson(0) == 0);
  for (int i = 0; i < 1000; ++i) {
    const auto k = random.binomial(40, 0.5);
    CHECK(k >= 0);
    CHECK(k <= 40);
  }
}
