// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/population.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

enum class Fate : std::uint8_t { first, second, third, count };

class SampleCells final : public Population {
 public:
  SampleCells() : Population("sample_cells", "cells of a test", Layer::tissue, 10, 0) {}

  Column<double> tag{
      *this, {.name = "tag", .unit = "1", .doc = "two numbers per cell", .components = 2}, -1};
  StateVariable level{*this, {.name = "level", .unit = "1", .doc = "pulled by rules"}, 3};
  CompetingRisks fate{*this, static_cast<std::size_t>(Fate::count)};
};

// Cells with ids 100, 99, …: their other columns follow from the id, so that a test can check
// whether a row still belongs together.
void add_tagged_cells(SampleCells& cells, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t id = 100 - i;
    const std::size_t row = cells.append(CellId{id}, Site{static_cast<std::uint32_t>(2 * id)},
                                         static_cast<std::int64_t>(3 * id));
    cells.tag[2 * row] = static_cast<double>(5 * id);
    cells.tag[2 * row + 1] = static_cast<double>(7 * id);
    cells.level.set(row, static_cast<double>(id) / 4);
  }
}

void check_rows_belong_together(const SampleCells& cells) {
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::uint64_t id = cells.id[row];
    CHECK(cells.id_of(row).value() == id);
    CHECK(cells.site[row] == 2 * id);
    CHECK(cells.birth_step[row] == static_cast<std::int64_t>(3 * id));
    CHECK(cells.tag[2 * row] == static_cast<double>(5 * id));
    CHECK(cells.tag[2 * row + 1] == static_cast<double>(7 * id));
    CHECK(cells.level[row] == static_cast<float>(id) / 4);
  }
}

std::vector<std::uint64_t> ids_of(const SampleCells& cells) {
  return {cells.ids().begin(), cells.ids().end()};
}

void add_cells(SampleCells& cells, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) cells.append(CellId{1, i}, Site{0}, 0);
  cells.clear_scratch();
}

// Counts fates drawn by all cells at step 0; the last entry counts cells that none befell.
std::array<double, 4> count_fates(const SampleCells& cells, double dt) {
  std::array<double, 4> counts{};
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::size_t drawn =
        cells.fate.draw(row, dt, RandomStream(Seed{11}, test_draw, cells.id_of(row), 0));
    ++counts[drawn == CompetingRisks::none ? 3 : drawn];
  }
  return counts;
}

// Five standard errors of a binomial count.
double five_errors(double n, double p) { return 5 * std::sqrt(n * p * (1 - p)); }

}  // namespace

TEST_CASE("an appended cell has its id, site and step, and initial values elsewhere") {
  SampleCells cells;
  CHECK(cells.append(CellId{2, 5}, Site{7}, 9) == 0);
  CHECK(cells.append(CellId{2, 6}, Site{8}, 10) == 1);
  REQUIRE(cells.size() == 2);
  CHECK(cells.id_of(1) == CellId{2, 6});
  CHECK(cells.site_of(1) == Site{8});
  CHECK(cells.birth_step[1] == 10);
  CHECK(cells.tag[2] == -1);
  CHECK(cells.tag[3] == -1);
  CHECK(cells.level[1] == 3);
}

TEST_CASE("removing a cell moves the last row into its place, whole") {
  SampleCells cells;
  add_tagged_cells(cells, 5);
  cells.remove(1);
  CHECK(ids_of(cells) == std::vector<std::uint64_t>{100, 96, 98, 97});
  check_rows_belong_together(cells);
  SUBCASE("the last row goes without a trace") {
    cells.remove(3);
    CHECK(ids_of(cells) == std::vector<std::uint64_t>{100, 96, 98});
    check_rows_belong_together(cells);
  }
  SUBCASE("what is appended afterwards does not inherit") {
    const std::size_t row = cells.append(CellId{1}, Site{0}, 0);
    CHECK(cells.tag[2 * row] == -1);
    CHECK(cells.level[row] == 3);
  }
  SUBCASE("until none is left") {
    while (cells.size() > 0) cells.remove(0);
    CHECK(cells.rows_by_id().empty());
  }
}

TEST_CASE("permuting reorders rows and changes nothing else") {
  SampleCells cells;
  add_tagged_cells(cells, 5);
  const std::vector<std::size_t> order{3, 0, 4, 1, 2};
  cells.permute(order);
  CHECK(ids_of(cells) == std::vector<std::uint64_t>{97, 100, 96, 99, 98});
  check_rows_belong_together(cells);
  CHECK(cells.rows_by_id() == std::vector<std::size_t>{2, 0, 4, 3, 1});
}

// u' = Σ (target − u)/τ with constant targets has the solution u(t) = U + (u0 − U) exp(−t Σ1/τ)
// with U = Σ(target/τ) / Σ(1/τ). The state is a float: bounds are a few of its roundings.
TEST_CASE("a state variable follows constant pulls exactly") {
  SampleCells cells;
  add_cells(cells, 2);
  cells.level.set(0, 2);
  const auto exact = [](double u0, double target, double rate, double t) {
    return target + (u0 - target) * std::exp(-rate * t);
  };
  SUBCASE("one pull, for steps short and long against its time constant") {
    for (const double dt : {1e-3, 1.0, 10.0, 1e4}) {
      cells.clear_scratch();
      cells.level.set(0, 2);
      cells.level.relax(0, 5, 30);
      cells.commit_states(dt);
      CHECK(cells.level[0] == approximately(exact(2, 5, 1.0 / 30, dt)).epsilon(1e-6));
    }
  }
  SUBCASE("pulls add") {
    cells.level.relax(0, 5, 30);
    cells.level.relax(0, -4, 60);
    CHECK(cells.level.rate(0) == approximately(1.0 / 30 + 1.0 / 60));
    CHECK(cells.level.target(0) == approximately((5.0 / 30 - 4.0 / 60) / 0.05));  // 2
    cells.level.drive(0, 0.1);  // adds 0.1 / 0.05 to the target
    cells.commit_states(10);
    CHECK(cells.level[0] == approximately(exact(2, 4, 0.05, 10)).epsilon(1e-6));
  }
  SUBCASE("many short steps arrive where one long step does") {
    for (int step = 0; step < 64; ++step) {
      cells.clear_scratch();
      cells.level.relax(0, 5, 30);
      cells.commit_states(0.5);
    }
    CHECK(cells.level[0] == approximately(exact(2, 5, 1.0 / 30, 32)).epsilon(1e-5));
  }
  SUBCASE("an inflow without loss integrates") {
    cells.level.drive(0, 0.25);
    cells.level.drive(0, 0.5);
    cells.commit_states(10);
    CHECK(cells.level[0] == 2 + 0.75 * 10);
  }
  SUBCASE("at the target it stays") {
    cells.level.relax(0, 2, 30);
    cells.commit_states(10);
    CHECK(cells.level[0] == 2);
  }
  CHECK(cells.level[1] == 3);  // no rule pulled the other cell
}

TEST_CASE("a cleared scratch pulls nothing") {
  SampleCells cells;
  add_cells(cells, 1);
  cells.level.relax(0, 50, 1);
  cells.fate.add(0, Fate::first, 1);
  cells.clear_scratch();
  cells.commit_states(10);
  CHECK(cells.level[0] == 3);
  CHECK(cells.fate.hazard(0, Fate::first) == 0);
}

TEST_CASE("a cell that came after the scratch was cleared has none until it is cleared again") {
  SampleCells cells;
  add_cells(cells, 2);
  const std::size_t row = cells.append(CellId{1, 2}, Site{0}, 0);
#ifdef ISLETSIM_CHECKS
  CHECK_THROWS_AS(cells.level.relax(row, 5, 30), InternalError);
  CHECK_THROWS_AS(cells.level.drive(row, 1), InternalError);
  CHECK_THROWS_AS(static_cast<void>(cells.level.rate(row)), InternalError);
  CHECK_THROWS_AS(static_cast<void>(cells.level.target(row)), InternalError);
  CHECK_THROWS_AS(cells.fate.add(row, Fate::first, 1), InternalError);
  CHECK_THROWS_AS(cells.fate.scale(row, Fate::first, 1), InternalError);
  CHECK_THROWS_AS(static_cast<void>(cells.fate.hazard(row, Fate::first)), InternalError);
  CHECK_THROWS_AS(cells.fate.add(0, Fate::count, 1), InternalError);
#endif
  cells.commit_states(10);
  CHECK(cells.level[row] == 3);
  cells.clear_scratch();
  cells.level.drive(row, 0.5);
  cells.fate.add(row, Fate::third, 0.1);
  cells.commit_states(10);
  CHECK(cells.level[row] == 8);
  CHECK(cells.fate.hazard(row, Fate::third) == 0.1);
}

// For constant hazards h_i, some fate befalls a cell within dt with probability 1 − exp(−Σh dt),
// and it is fate i with probability h_i/Σh (competing risks).
TEST_CASE("competing risks share the total in proportion to their hazards") {
  constexpr std::size_t n = 40000;
  SampleCells cells;
  add_cells(cells, n);
  const std::array hazards{0.01, 0.03, 0.06};
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t fate = 0; fate < 3; ++fate) cells.fate.add(row, fate, hazards[fate]);
  }
  for (const double dt : {1.0, 10.0, 60.0}) {
    CAPTURE(dt);
    const auto counts = count_fates(cells, dt);
    const double any = 1 - std::exp(-0.1 * dt);
    CHECK(std::abs(counts[3] - n * (1 - any)) < five_errors(n, any));
    for (std::size_t fate = 0; fate < 3; ++fate) {
      const double p = any * hazards[fate] / 0.1;
      CHECK(std::abs(counts[fate] - n * p) < five_errors(n, p));
    }
  }
}

TEST_CASE("hazards add and factors multiply, in any order") {
  SampleCells cells;
  add_cells(cells, 2);
  cells.fate.scale(0, Fate::second, 0.5);
  cells.fate.add(0, Fate::second, 0.02);
  cells.fate.scale(0, Fate::second, 0.25);
  cells.fate.add(0, Fate::second, 0.06);
  CHECK(cells.fate.hazard(0, Fate::second) == approximately(0.08 * 0.125));
  CHECK(cells.fate.hazard(0, Fate::first) == 0);
  CHECK(cells.fate.hazard(1, Fate::second) == 0);
}

TEST_CASE("a fate without hazard never happens") {
  constexpr std::size_t n = 20000;
  SampleCells cells;
  add_cells(cells, n);
  SUBCASE("none has any") { CHECK(count_fates(cells, 1e6)[3] == n); }
  SUBCASE("a factor of zero forbids the first and the last") {
    for (std::size_t row = 0; row < n; ++row) {
      cells.fate.add(row, Fate::first, 5);
      cells.fate.scale(row, Fate::first, 0);
      cells.fate.add(row, Fate::second, 0.1);
      cells.fate.add(row, Fate::third, 5);
      cells.fate.scale(row, Fate::third, 0);
    }
    CHECK(count_fates(cells, 1e6) == std::array<double, 4>{0, n, 0, 0});  // exp(−10⁵) is 0
  }
}

TEST_CASE("a chunk visits its rows and no others") {
  SampleCells cells;
  add_cells(cells, 10);
  std::vector<std::size_t> visited;
  for (const std::size_t row : Chunk<SampleCells>(cells, 3, 7)) visited.push_back(row);
  CHECK(visited == std::vector<std::size_t>{3, 4, 5, 6});
  CHECK(Chunk<SampleCells>(cells, 3, 7).size() == 4);
  CHECK(Chunk(cells).size() == 10);
}
