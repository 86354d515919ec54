// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/msc/msc_homing.hpp"

#include <doctest/doctest.h>

#include "tests/agents/hand_made_host.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr MscHoming::Parameters parameters_of_homing{.cxcr4_enhancement = 10,
                                                     .cx3cr1_enhancement = 10,
                                                     .cxcr4_half_saturation = 4,
                                                     .cx3cr1_half_saturation = 0.7,
                                                     .presentation = 30,
                                                     .reference_arrest = 2.6,
                                                     .first_passage = 120,
                                                     .last_passage = 300};

void add_cohort(Host& host, std::int64_t cells, double retention) {
  const std::size_t row = host.cohorts.rows();
  host.cohorts.resize(row + 1);
  host.cohorts.passing[row] = cells;
  host.cohorts.retention[row] = retention;
}

// MSCs that islets hold, counted by weight, and accounts.
std::int64_t stayed(const HandMadeHost& body) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < body.inboxes.size(); ++i) {
    for (std::size_t receptors = 0; receptors < 4; ++receptors) {
      sum += body.host.accounts.weight[i] * body.inboxes[i].msc[receptors] +
             body.host.accounts.msc_remainder[4 * i + receptors];
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("arrest adds up over receptors that are bound") {
  const auto& p = parameters_of_homing;
  CHECK(MscHoming::arrest(p, false, false, 1, 1) == 1);
  // Half of CXCR4 is bound where 30 · C = 4 nM, half of CX3CR1 where 30 · C = 0.7 nM.
  CHECK(MscHoming::arrest(p, true, false, 4.0 / 30, 1) == approximately(6));
  CHECK(MscHoming::arrest(p, false, true, 1, 0.7 / 30) == approximately(6));
  CHECK(MscHoming::arrest(p, true, true, 4.0 / 30, 0.7 / 30) == approximately(11));
  CHECK(MscHoming::arrest(p, true, true, 0, 0) == 1);
}

TEST_CASE("cells pass evenly between the first and the last passage") {
  HandMadeHost body;
  constexpr double infused_at = 600;  // [min]
  add_cohort(body.host, 300'000, 0);
  body.host.cohorts.infused_at[0] = infused_at;
  for (int hour = 0; hour < 6; ++hour) {
    Exchange exchange = body.exchange(infused_at + 60.0 * hour);
    MscHoming{}(parameters_of_homing, body.host, exchange);
    // From 120 to 300 min, three intervals, a third of the cells each.
    const double share = hour < 2 ? 1 : hour < 4 ? (4 - hour) / 3.0 : 0;
    CHECK(std::abs(static_cast<double>(body.host.cohorts.passing[0]) - 300'000 * share) <=
          binomial_bound(300'000, share));
    CHECK(body.host.pools.msc_lost[0] + body.host.cohorts.passing[0] == 300'000);
  }
  CHECK(stayed(body) == 0);  // at retention 0 none stays
}

TEST_CASE("at full retention every passing cell stays, in islets or in accounts") {
  HandMadeHost body(host_without_rules(3, 8));  // weights 3, 3 and 2
  add_cohort(body.host, 100'001, 1);
  Exchange exchange = body.exchange(300);
  MscHoming{}(parameters_of_homing, body.host, exchange);
  CHECK(body.host.cohorts.passing[0] == 0);
  CHECK(body.host.pools.msc_lost[0] == 0);
  CHECK(stayed(body) == 100'001);
  for (std::size_t i = 0; i < 3; ++i) {
    const double expected = 100'001.0 * static_cast<double>(body.host.accounts.weight[i]) / 8;
    std::int64_t here = 0;
    for (std::size_t receptors = 0; receptors < 4; ++receptors) {
      const std::int64_t rest = body.host.accounts.msc_remainder[4 * i + receptors];
      CHECK(rest >= 0);
      CHECK(rest < body.host.accounts.weight[i]);
      here += body.host.accounts.weight[i] * body.inboxes[i].msc[receptors] + rest;
    }
    CHECK(std::abs(static_cast<double>(here) - expected) <
          binomial_bound(100'001, expected / 100'001));
  }
}

TEST_CASE("a cell stays with 1 - (1 - f)^(a / a_ref)") {
  HandMadeHost body(host_without_rules(1, 1));
  body.outboxes[0].at_endothelium[static_cast<std::size_t>(Factor::cxcl12)] = 4.0 / 30;
  body.outboxes[0].at_endothelium[static_cast<std::size_t>(Factor::cx3cl1)] = 0.7 / 30;
  constexpr double cells = 400'000;
  add_cohort(body.host, 400'000, 0.2);
  Exchange exchange = body.exchange(300);
  MscHoming{}(parameters_of_homing, body.host, exchange);
  // A quarter has each set of receptors; arrest 1, 6, 6 and 11.
  const std::array<double, 4> arrest{1, 6, 6, 11};
  for (std::size_t receptors = 0; receptors < 4; ++receptors) {
    const double chance = 0.25 * (1 - std::pow(0.8, arrest[receptors] / 2.6));
    CAPTURE(receptors);
    CHECK(std::abs(static_cast<double>(body.inboxes[0].msc[receptors]) - cells * chance) <
          binomial_bound(cells, chance));
  }
  CHECK(stayed(body) + body.host.pools.msc_lost[0] == 400'000);
}
