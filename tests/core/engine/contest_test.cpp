// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/contest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

constexpr std::uint32_t place = 2;

std::vector<std::size_t> winners(const Contest& contest, const std::vector<CellId>& cells,
                                 std::int64_t step) {
  std::vector<std::size_t> won;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (contest.wins(place, cells[i], step)) won.push_back(i);
  }
  return won;
}

}  // namespace

// By symmetry each of n contenders wins with probability 1/n, whatever its id; bounds are five
// standard errors of a binomial count.
TEST_CASE("one contender wins, each equally often") {
  constexpr int steps = 20000;
  Contest contest(4, Seed{3}, test_draw);
  for (const std::size_t n : {2U, 3U, 7U}) {
    CAPTURE(n);
    std::vector<CellId> cells;
    for (std::size_t i = 0; i < n; ++i) cells.emplace_back(1, 1 + 1000 * i);
    std::vector<int> won(n, 0);
    bool one_winner = true;
    for (int step = 0; step < steps; ++step) {
      for (const CellId cell : cells) contest.enter(place, cell, step);
      const auto winning = winners(contest, cells, step);
      one_winner = one_winner && winning.size() == 1;
      ++won[winning.at(0)];
      contest.clear();
    }
    CHECK(one_winner);
    const double p = 1.0 / static_cast<double>(n);
    for (const int count : won) {
      CHECK(std::abs(count - steps * p) < 5 * std::sqrt(steps * p * (1 - p)));
    }
  }
}

TEST_CASE("the order of entry does not matter") {
  std::vector<CellId> cells{CellId{1, 4}, CellId{1, 9}, CellId{2, 4}, CellId{1, 5}};
  for (std::int64_t step = 0; step < 20; ++step) {
    std::vector<CellId> order = cells;
    Contest reference(4, Seed{3}, test_draw);
    for (const CellId cell : order) reference.enter(place, cell, step);
    while (std::next_permutation(order.begin(), order.end())) {
      Contest contest(4, Seed{3}, test_draw);
      for (const CellId cell : order) contest.enter(place, cell, step);
      CHECK(winners(contest, cells, step) == winners(reference, cells, step));
    }
  }
}

TEST_CASE("a cell that contends alone wins, and only where it contends") {
  Contest contest(4, Seed{3}, test_draw);
  contest.enter(place, CellId{1, 4}, 6);
  CHECK(contest.wins(place, CellId{1, 4}, 6));
  CHECK(!contest.wins(place, CellId{1, 5}, 6));
  CHECK(!contest.wins(place + 1, CellId{1, 4}, 6));
}

TEST_CASE("clearing forgets every place") {
  Contest contest(4, Seed{3}, test_draw);
  const CellId cell{1, 4};
  for (std::uint32_t i = 0; i < 4; ++i) contest.enter(i, cell, 6);
  contest.clear();
  for (std::uint32_t i = 0; i < 4; ++i) CHECK(!contest.wins(i, cell, 6));
  contest.enter(place, cell, 6);  // a bid left standing would be a tie
  CHECK(contest.wins(place, cell, 6));
}

TEST_CASE("a cell that enters a place twice is an error") {
  Contest contest(4, Seed{3}, test_draw);
  contest.enter(place, CellId{1, 4}, 6);
  CHECK_THROWS_AS(contest.enter(place, CellId{1, 4}, 6), InternalError);
}
