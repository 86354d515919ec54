// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/central_tolerance_gap.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr int individuals = 400;

struct Cohort {
  double mean = 0;
  std::array<std::int64_t, clone_classes> by_class{};
};

Cohort cohort(const CentralToleranceGap::Parameters& p, std::int64_t islets_represented = 2500) {
  Cohort all;
  for (std::uint32_t seed = 1; seed <= individuals; ++seed) {
    HostModel model = host_without_rules(1, islets_represented);
    model.seed = Seed{seed};
    HandMadeHost body(std::move(model));
    CentralToleranceGap{}.start(p, body.host);
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < clone_classes; ++k) {
      if (k < avidity_classes) sum += body.host.pools.naive[k];
      all.by_class[k] += body.host.pools.naive[k];
    }
    REQUIRE(body.host.pools.precursors_at_start[0] == static_cast<double>(sum));
    all.mean += static_cast<double>(sum) / individuals;
  }
  return all;
}

}  // namespace

TEST_CASE("precursors are Poisson about s N0 (1 + g), evenly over avidity classes") {
  const Cohort all = cohort(
      {.precursors = 300, .gap = 1, .spread = 0, .cytotoxic = 1, .helpers = 0.5, .hla_risk = 0});
  // 300 · 2 = 600 in each, 600 · 400 / 8 = 30 000 in each class of 400 individuals.
  CHECK(std::abs(all.mean - 600) < poisson_bound(600.0 * individuals) / individuals);
  for (std::size_t k = 0; k < avidity_classes; ++k)
    CHECK(std::abs(static_cast<double>(all.by_class[k]) - 30000) < poisson_bound(30000));
  CHECK(all.by_class[bystander_clone] == 0);
  // Half as many helpers, all of them undifferentiated.
  const auto helpers = static_cast<double>(all.by_class[clone_of(Cd4Subset::th0)]);
  CHECK(std::abs(helpers - 120'000) < poisson_bound(120'000));
  for (std::size_t k = first_cd4_clone + 1; k < clone_classes; ++k) CHECK(all.by_class[k] == 0);
}

TEST_CASE("precursors scale with the size of the body") {
  const Cohort all = cohort(
      {.precursors = 300, .gap = 0, .spread = 0, .cytotoxic = 1, .helpers = 0.5, .hla_risk = 0},
      250);
  CHECK(std::abs(all.mean - 30) < poisson_bound(30.0 * individuals) / individuals);
}

TEST_CASE("individuals differ by a lognormal factor") {
  const Cohort all = cohort(
      {.precursors = 300, .gap = 1, .spread = 0.5, .cytotoxic = 1, .helpers = 0.5, .hla_risk = 0});
  // Median 600: mean 600 exp(σ²/2) = 679.9, variance 679.9² (exp(σ²) − 1) + 679.9 by Poisson.
  const double mean = 600 * std::exp(0.125);
  const double variance = mean * mean * (std::exp(0.25) - 1) + mean;
  CHECK(std::abs(all.mean - mean) < 4 * std::sqrt(variance / individuals));
}

TEST_CASE("without precursors nothing escapes the thymus") {
  CHECK(
      cohort(
          {.precursors = 0, .gap = 1, .spread = 0.5, .cytotoxic = 1, .helpers = 0.5, .hla_risk = 0})
          .mean == 0);
}

TEST_CASE("without CD8 precursors there are as many helpers as with them") {
  CentralToleranceGap::Parameters p{
      .precursors = 300, .gap = 1, .spread = 0.1, .cytotoxic = 1, .helpers = 1, .hla_risk = 0};
  const Cohort whole = cohort(p);
  p.cytotoxic = 0;
  const Cohort none = cohort(p);
  CHECK(none.mean == 0);
  constexpr std::size_t helper = clone_of(Cd4Subset::th0);
  CHECK(none.by_class[helper] == whole.by_class[helper]);
  CHECK(none.by_class[helper] > 0);
}

TEST_CASE("risk haplotypes of HLA class II add to the helpers, not to CD8 precursors") {
  CentralToleranceGap::Parameters p{
      .precursors = 300, .gap = 0, .spread = 0, .cytotoxic = 1, .helpers = 0.5, .hla_risk = 1.5};
  const Cohort all = cohort(p);
  CHECK(std::abs(all.mean - 300) < poisson_bound(300.0 * individuals) / individuals);
  // 300 · 0.5 · 2.5 = 375 in each of 400 individuals.
  const auto helpers = static_cast<double>(all.by_class[clone_of(Cd4Subset::th0)]);
  CHECK(std::abs(helpers - 150'000) < poisson_bound(150'000));
}
