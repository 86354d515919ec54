// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/autoimmunity/naive_renewal.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"

using namespace isletsim;

namespace {

constexpr NaiveRenewal::Parameters parameters_of_renewal{
    .renewal = 0.031 / 1440, .involution_age = 42 * 1440.0, .halving_time = 200 * 1440.0};

// Naive cells that come in one hour from that age on, in each class.
std::vector<std::int64_t> renewed(double age, double precursors) {
  HostModel model = host_without_rules();
  model.patient.age = age;
  HandMadeHost body(std::move(model));
  body.host.pools.precursors_at_start[0] = precursors;
  body.host.pools.helper_precursors_at_start[0] = precursors / 8;
  Exchange exchange = body.exchange();
  NaiveRenewal{}(parameters_of_renewal, body.host, exchange);
  const auto values = body.host.pools.naive.values();
  return {values.begin(), values.end()};
}

void check_each_class(const std::vector<std::int64_t>& counts, double expected) {
  for (std::size_t k = 0; k < avidity_classes; ++k)
    CHECK(std::abs(static_cast<double>(counts[k]) - expected) < poisson_bound(expected));
  CHECK(std::abs(static_cast<double>(counts[clone_of(Cd4Subset::th0)]) - expected) <
        poisson_bound(expected));
  CHECK(counts[bystander_clone] == 0);
}

}  // namespace

TEST_CASE("the thymus renews evenly over classes, and half as much a halving time later") {
  // 0.031 per day of 2.4e9 in one hour, an eighth in each class: 0.031 / 24 · 3e8 = 387 500.
  check_each_class(renewed(14 * 1440.0, 2.4e9), 387'500);
  check_each_class(renewed(42 * 1440.0, 2.4e9), 387'500);
  check_each_class(renewed(242 * 1440.0, 2.4e9), 193'750);
  check_each_class(renewed(442 * 1440.0, 2.4e9), 96'875);
}

TEST_CASE("without precursors at the start there is nothing to renew") {
  for (const std::int64_t count : renewed(14 * 1440.0, 0)) CHECK(count == 0);
}
