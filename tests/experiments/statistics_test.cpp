// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/statistics.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;
using doctest::Approx;

TEST_CASE("median of odd and even numbers of values") {
  CHECK(median(std::vector{3.0, 1.0, 2.0}) == 2);
  CHECK(median(std::vector{4.0, 1.0, 2.0, 3.0}) == 2.5);
}

TEST_CASE("the exact interval of a median is that of the binomial table") {
  // Conover 1999, Practical Nonparametric Statistics: for n = 10 the 2nd and the 9th value
  // (97.9 %), for n = 20 the 6th and the 15th (95.9 %); below n = 6 there is none at 95 %.
  std::vector<double> values;
  for (int i = 1; i <= 20; ++i) values.push_back(i);
  const std::span<const double> all(values);
  CHECK_FALSE(median_interval(all.first(5)));
  CHECK(median_interval(all.first(6))->low == 1);
  CHECK(median_interval(all.first(6))->high == 6);
  CHECK(median_interval(all.first(10))->low == 2);
  CHECK(median_interval(all.first(10))->high == 9);
  CHECK(median_interval(all)->low == 6);
  CHECK(median_interval(all)->high == 15);
}

TEST_CASE("Student's interval of a mean") {
  // Student's sleep data, differences (Student 1908): mean 1.58, 95 % interval 0.7001 to 2.4599.
  const std::vector<double> sleep{1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
  CHECK(mean(sleep) == Approx(1.58));
  const auto interval = mean_interval(sleep);
  REQUIRE(interval);
  CHECK(interval->low == Approx(0.7001142).epsilon(1e-6));
  CHECK(interval->high == Approx(2.4598858).epsilon(1e-6));
  CHECK_FALSE(mean_interval(std::vector{1.0}));
}

TEST_CASE("Clopper and Pearson's interval of a share") {
  // 0 of n: 1 − (α/2)^(1/n), by hand. 4 of 10: 0.1216 to 0.7376 (any table).
  CHECK(share_interval(0, 10).low == 0);
  CHECK(share_interval(0, 10).high == Approx(1 - std::pow(0.025, 0.1)));
  CHECK(share_interval(10, 10).high == 1);
  CHECK(share_interval(4, 10).low == Approx(0.1216).epsilon(1e-3));
  CHECK(share_interval(4, 10).high == Approx(0.7376).epsilon(1e-3));
}

TEST_CASE("Vargha and Delaney's A counts pairs, ties half") {
  CHECK(vargha_delaney_a(std::vector{3.0, 4.0}, std::vector{1.0, 2.0}) == 1);
  CHECK(vargha_delaney_a(std::vector{1.0, 2.0}, std::vector{3.0, 4.0}) == 0);
  CHECK(vargha_delaney_a(std::vector{1.0, 1.0}, std::vector{1.0}) == 0.5);
  // Pairs by hand: 2 > 1, 2 = 2, 2 < 3; 3 > 1, 3 > 2, 3 = 3: (1 + 0.5 + 2 + 0.5) / 6.
  CHECK(vargha_delaney_a(std::vector{2.0, 3.0}, std::vector{1.0, 2.0, 3.0}) == Approx(4.0 / 6));
}

TEST_CASE("the interval of A mirrors with A, and shrinks with replicates") {
  const auto interval = vargha_delaney_interval(0.7, 20, 30);
  const auto mirrored = vargha_delaney_interval(0.3, 30, 20);
  CHECK(interval.low == Approx(1 - mirrored.high));
  CHECK(interval.high == Approx(1 - mirrored.low));
  CHECK(interval.low < 0.7);
  CHECK(interval.high > 0.7);
  const auto certain = vargha_delaney_interval(1, 10, 10);
  CHECK(certain.high == Approx(1));
  CHECK(certain.low > 0.5);
  CHECK(certain.low < 0.95);
}

TEST_CASE("the interval of A holds the truth as often as it says") {
  // Normal groups whose A is Φ(δ/√2): 0.7602 for δ = 1. 400 repetitions with 95 % give 380 ± 4.4;
  // accepted: ± 4 standard deviations.
  const double truth = 0.5 * std::erfc(-0.5);
  int held = 0;
  for (std::int64_t repetition = 0; repetition < 400; ++repetition) {
    RandomStream random(Seed{5}, test_draw, CellId{1}, repetition);
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 20; ++i) first.push_back(random.normal() + 1);
    for (int i = 0; i < 20; ++i) second.push_back(random.normal());
    const auto interval = vargha_delaney_interval(vargha_delaney_a(first, second), 20, 20);
    held += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  CHECK(held >= 362);
  CHECK(held <= 398);
}

TEST_CASE("replicates for an interval of A are the fewest that do") {
  const auto width = [](std::int64_t n) {
    const auto interval = vargha_delaney_interval(0.56, n, n);
    return interval.high - interval.low;
  };
  const std::int64_t n = replicates_for_a(0.56, 0.2);
  CHECK(width(n) <= 0.2);
  CHECK(width(n - 1) > 0.2);
  // By hand for A = 1/2: the interval ends at θ = 1/2 + w where w² = z² V(θ). Newcombe's variance
  // (2006, doi:10.1002/sim.2324) is there V = θ (1 − θ) (1 + (n − 1) q) / n² with
  // q = (1 − θ) / (2 − θ) + θ / (1 + θ), which makes a quadratic in n.
  const auto by_hand = [](double w) {
    const double theta = 0.5 + w;
    const double q = (1 - theta) / (2 - theta) + theta / (1 + theta);
    const double p = 1.959963985 * 1.959963985 * theta * (1 - theta);
    return std::ceil((p * q + std::sqrt(p * q * p * q + 4 * w * w * p * (1 - q))) / (2 * w * w));
  };
  // These make the table of docs/guide.md.
  for (const auto& [within, replicates] :
       {std::pair{0.2, 14}, {0.15, 26}, {0.1, 62}, {0.05, 254}}) {
    CHECK(by_hand(within) == replicates);
    CHECK(replicates_for_a(0.5, 2 * within) == replicates);
  }
}

TEST_CASE("Kaplan and Meier's estimate of a textbook's data") {
  // Weeks of remission with 6-mercaptopurine, 21 children, 12 of them censored (Freireich et al.
  // 1963; Kalbfleisch and Prentice 2002, table 1.2 and section 1.4).
  std::vector<TimeToEvent> times;
  for (const double time : {6, 6, 6, 7, 10, 13, 16, 22, 23}) times.push_back({time, true});
  for (const double time : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
    times.push_back({time, false});
  const auto steps = kaplan_meier(times);
  REQUIRE(steps.size() == 7);
  CHECK(steps[0].time == 6);
  CHECK(steps[0].at_risk == 21);
  CHECK(steps[0].events == 3);
  const std::vector<double> survival{0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
  for (std::size_t i = 0; i < steps.size(); ++i)
    CHECK(steps[i].survival == Approx(survival[i]).epsilon(1e-3));
  CHECK(steps[0].standard_error == Approx(0.0764).epsilon(1e-3));
  CHECK(steps[6].standard_error == Approx(0.1346).epsilon(1e-3));
  CHECK(steps[0].interval.low == Approx(0.620).epsilon(2e-3));
  CHECK(steps[0].interval.high == Approx(0.952).epsilon(2e-3));
  CHECK(median_survival(steps) == 23.0);
}

TEST_CASE("survival without events, and to the last") {
  const std::vector<TimeToEvent> censored{{5, false}, {7, false}};
  CHECK(kaplan_meier(censored).empty());
  CHECK_FALSE(median_survival(kaplan_meier(censored)));
  const std::vector<TimeToEvent> all{{1, true}, {2, true}};
  const auto steps = kaplan_meier(all);
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].survival == 0);
  CHECK(steps[1].interval.high == 0);
  CHECK(median_survival(steps) == 1.0);
}
