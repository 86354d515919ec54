// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/movement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr Vector3 plus_x{1, 0, 0};
constexpr Vector3 minus_x{-1, 0, 0};
constexpr Vector3 nowhere{0, 0, 0};

// Motile cells in a box of 10-µm sites. A bias of length 1 makes a step certain.
struct Box {
  explicit Box(const Lattice::Extent& extent) : lattice(extent, 10) {}

  Lattice lattice;
  Population tissue{"tissue", "", Layer::tissue, 10, 0};
  MotilePopulation first{"first", "", Layer::motile, 10, 0};
  MotilePopulation second{"second", "", Layer::motile, 10, 0};
  std::array<Population*, 3> populations{&tissue, &first, &second};
  std::array<MotilePopulation*, 2> motile{&first, &second};
  Occupancy occupancy{lattice};
  Movement movement{lattice, Seed{13}};
  std::int64_t step = 0;

  void add(MotilePopulation& cells, std::uint64_t id, const Vector3& point,
           const Vector3& direction = nowhere) {
    const Site site = lattice.site(lattice.coordinates(point));
    const std::size_t row =
        occupancy.add(populations, &cells == &first ? 1 : 2, CellId{id}, site, 0);
    cells.place(row, point, site);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      cells.direction[3 * row + axis] = static_cast<float>(direction[axis]);
    }
  }

  // Moves all cells by one minute; `plan` calls walk and bias.
  template <class Plan>
  void move(Plan plan) {
    first.clear_moves();
    second.clear_moves();
    plan();
    movement.plan(motile, occupancy, step, 1);
    movement.apply(populations, motile, occupancy, step);
    occupancy.check(populations);
    ++step;
  }
};

void check_near(const Vector3& point, const Vector3& expected) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CHECK(point[axis] == approximately(expected[axis]).epsilon(1e-6));
  }
}

}  // namespace

TEST_CASE("a cell walks straight on where it does not turn, and enters the next site") {
  Box box({5, 3, 3});
  const Vector3 direction{0.6, 0.8, 0};
  box.add(box.first, 1, {5, 5, 15}, direction);
  box.move([&] { box.first.walk(0, 5, 1); });
  check_near(box.first.position_of(0), {8, 9, 15});
  CHECK(box.first.site_of(0) == box.lattice.site({0, 0, 1}));
  box.move([&] { box.first.walk(0, 5, 1); });
  check_near(box.first.position_of(0), {11, 13, 15});
  CHECK(box.first.site_of(0) == box.lattice.site({1, 1, 1}));
  check_near(box.first.direction_of(0), direction);
}

TEST_CASE("a cell that rules do not move stays and keeps its direction") {
  Box box({5, 3, 3});
  box.add(box.first, 1, {5, 5, 15}, plus_x);
  box.move([&] { box.first.bias(0, {0, 1, 0}); });  // a bias without speed
  check_near(box.first.position_of(0), {5, 5, 15});
  check_near(box.first.direction_of(0), plus_x);
}

TEST_CASE("tissue cells do not stop motile ones") {
  Box box({5, 1, 1});
  box.occupancy.add(box.populations, 0, CellId{9}, Site{1}, 0);
  box.add(box.first, 1, {9, 5, 5}, plus_x);
  box.move([&] { box.first.walk(0, 5, 1); });
  CHECK(box.first.site_of(0) == Site{1});
}

TEST_CASE("a blocked cell stays and turns") {
  Box box({5, 5, 5});
  const Vector3 start{29, 25, 25};
  box.add(box.first, 1, start, plus_x);
  box.add(box.second, 2, {35, 25, 25});
  box.move([&] { box.first.walk(0, 5, 1); });
  check_near(box.first.position_of(0), start);
  CHECK(box.first.site_of(0) == box.lattice.site({2, 2, 2}));
  check_near(box.first.direction_of(0), nowhere);  // forgotten

  box.second.place(0, {45, 25, 25}, box.lattice.site({4, 2, 2}));
  box.occupancy.rebuild(box.populations);
  box.move([&] { box.first.walk(0, 5, 1); });
  const Vector3 turned = box.first.direction_of(0);
  CHECK(std::abs(turned[0] - 1) > 1e-3);
  CHECK(turned[0] * turned[0] + turned[1] * turned[1] + turned[2] * turned[2] == approximately(1));
}

TEST_CASE("a site that is left in a step can be entered in the next") {
  for (const bool follower_first : {true, false}) {
    CAPTURE(follower_first);
    Box box({5, 1, 1});
    MotilePopulation& follower = follower_first ? box.first : box.second;
    MotilePopulation& leader = follower_first ? box.second : box.first;
    box.add(follower, 1, {5, 5, 5});
    box.add(leader, 2, {15, 5, 5});
    const auto both_right = [&] {
      for (MotilePopulation* cells : box.motile) {
        cells->walk(0, 10, 0);
        cells->bias(0, plus_x);
      }
    };
    box.move(both_right);
    CHECK(leader.site_of(0) == Site{2});
    CHECK(follower.site_of(0) == Site{0});
    check_near(follower.position_of(0), {5, 5, 5});
    box.move(both_right);
    CHECK(leader.site_of(0) == Site{3});
    CHECK(follower.site_of(0) == Site{1});
  }
}

TEST_CASE("two cells do not swap") {
  Box box({2, 1, 1});
  box.add(box.first, 1, {5, 5, 5});
  box.add(box.second, 2, {15, 5, 5});
  box.move([&] {
    box.first.walk(0, 10, 0);
    box.first.bias(0, plus_x);
    box.second.walk(0, 10, 0);
    box.second.bias(0, minus_x);
  });
  CHECK(box.first.site_of(0) == Site{0});
  CHECK(box.second.site_of(0) == Site{1});
}

// By symmetry each of two rivals wins half of the time; the bound is five standard errors of a
// binomial count.
TEST_CASE("of two cells that want one site one gets it, each equally often") {
  constexpr int trials = 20000;
  Box box({3, 1, 1});
  box.add(box.first, 1, {5, 5, 5});
  box.add(box.second, 2, {25, 5, 5});
  int won = 0;
  bool one_winner = true;
  bool loser_stays = true;
  for (int trial = 0; trial < trials; ++trial) {
    box.first.place(0, {5, 5, 5}, Site{0});
    box.second.place(0, {25, 5, 5}, Site{2});
    box.occupancy.rebuild(box.populations);
    box.move([&] {
      box.first.walk(0, 10, 0);
      box.first.bias(0, plus_x);
      box.second.walk(0, 10, 0);
      box.second.bias(0, minus_x);
    });
    const bool first_won = box.first.site_of(0) == Site{1};
    one_winner = one_winner && first_won != (box.second.site_of(0) == Site{1});
    loser_stays =
        loser_stays && (first_won ? box.second.site_of(0) == Site{2} && box.second.position[0] == 25
                                  : box.first.site_of(0) == Site{0} && box.first.position[0] == 5);
    won += first_won ? 1 : 0;
  }
  CHECK(one_winner);
  CHECK(loser_stays);
  CHECK(std::abs(won - trials / 2) < 5 * std::sqrt(trials * 0.25));
}

TEST_CASE("faces of the box reflect position and direction") {
  Box box({3, 3, 3});
  box.add(box.first, 1, {2, 15, 29}, {-0.6, 0, 0.8});
  box.move([&] { box.first.walk(0, 5, 1); });
  check_near(box.first.position_of(0), {1, 15, 27});  // 2 − 3 = −1 and 29 + 4 = 33, mirrored
  check_near(box.first.direction_of(0), {0.6, 0, -0.8});
}

TEST_CASE("a cell that ends exactly on the far face stays inside") {
  Box box({3, 3, 3});
  box.add(box.first, 1, {25, 15, 15}, plus_x);
  box.move([&] { box.first.walk(0, 5, 1); });
  CHECK(box.first.site_of(0) == box.lattice.site({2, 1, 1}));
  CHECK(box.first.position[0] < 30);
  CHECK(box.first.position[0] == approximately(30).epsilon(1e-5));
}

// A step along a bias at a face is not a turn of the walk: the walk's direction is as before.
// 109.99999999 µm is 110 µm in single precision: the next site. A compiler that leaves out the rounding of an
// axis puts the cell into the site before.
TEST_CASE("a cell is in the site of its rounded position, along each axis") {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CAPTURE(axis);
    Box box({16, 16, 16});
    Vector3 point{75, 85, 95};
    point[axis] = 109;
    box.add(box.first, 1, point);
    Vector3 along = nowhere;
    along[axis] = 1;
    box.move([&] {
      box.first.walk(0, 0.99999999, 0);
      box.first.bias(0, along);
    });
    point[axis] = 110;
    CHECK(box.first.position_of(0) == point);
    CHECK(box.first.site_of(0) == box.lattice.site(box.lattice.coordinates(point)));
  }
}

TEST_CASE("a step along the bias leaves the direction of the walk") {
  Box box({3, 3, 3});
  box.add(box.first, 1, {2, 15, 15}, plus_x);
  box.move([&] {
    box.first.walk(0, 5, 1);
    box.first.bias(0, minus_x);
  });
  check_near(box.first.position_of(0), {3, 15, 15});
  check_near(box.first.direction_of(0), plus_x);
}

// Invariants of any crowd: a cell that walks goes speed · Δt or not at all, a position lies in its
// site's cube, and a direction is a unit vector or 0.
TEST_CASE("in a crowd every position lies in its site and every step has the length of its speed") {
  Box box({5, 4, 3});
  for (std::uint32_t site = 0; site < box.lattice.size(); site += 2) {
    box.add(site % 4 == 0 ? box.first : box.second, 100 + site, box.lattice.position(site));
  }
  constexpr double speed = 6;
  bool inside = true;
  bool right_length = true;
  bool unit = true;
  int moved = 0;
  int stayed = 0;
  for (int step = 0; step < 300; ++step) {
    std::array<std::vector<Vector3>, 2> before;
    for (std::size_t which = 0; which < 2; ++which) {
      for (std::size_t row = 0; row < box.motile[which]->size(); ++row) {
        before[which].push_back(box.motile[which]->position_of(row));
      }
    }
    box.move([&] {
      for (MotilePopulation* cells : box.motile) {
        for (std::size_t row = 0; row < cells->size(); ++row) {
          cells->walk(row, speed, 0.6);
          cells->bias(row, {0.1, -0.05, 0});
        }
      }
    });
    for (std::size_t which = 0; which < 2; ++which) {
      const MotilePopulation& cells = *box.motile[which];
      for (std::size_t row = 0; row < cells.size(); ++row) {
        const Vector3 now = cells.position_of(row);
        const Lattice::Extent at = box.lattice.coordinates(now);
        inside = inside && box.lattice.contains(at) && box.lattice.site(at) == cells.site_of(row);
        double squared = 0;
        double norm = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
          squared +=
              (now[axis] - before[which][row][axis]) * (now[axis] - before[which][row][axis]);
          norm += cells.direction_of(row)[axis] * cells.direction_of(row)[axis];
        }
        const bool moves = squared > 0;
        // A reflection shortens a step, so only those away from faces have their full length.
        const bool away_from_faces = now[0] > speed && now[0] < 50 - speed && now[1] > speed &&
                                     now[1] < 40 - speed && now[2] > speed && now[2] < 30 - speed;
        if (moves && away_from_faces) {
          right_length = right_length && std::abs(std::sqrt(squared) - speed) < 1e-4;
        }
        right_length = right_length && std::sqrt(squared) < speed + 1e-4;
        unit = unit && (moves ? std::abs(norm - 1) < 1e-5 : norm == 0);
        ++(moves ? moved : stayed);
      }
    }
  }
  CHECK(inside);
  CHECK(right_length);
  CHECK(unit);
  CHECK(moved > 1000);
  CHECK(stayed > 1000);
}

// Directions are stored as floats: their rounding must not add up to a change of speed.
TEST_CASE("a long persistent walk keeps its speed") {
  Box box({3, 3, 3});
  box.add(box.first, 1, {15, 15, 15});
  double worst = 0;
  for (int step = 0; step < 20000; ++step) {
    box.move([&] { box.first.walk(0, 0.5, 0.95); });
    const Vector3 direction = box.first.direction_of(0);
    const double norm =
        direction[0] * direction[0] + direction[1] * direction[1] + direction[2] * direction[2];
    worst = std::max(worst, std::abs(norm - 1));
  }
  CHECK(worst < 1e-5);
}

TEST_CASE("storage order of cells and populations changes nothing") {
  const auto walk = [](bool reversed) {
    Box box({4, 3, 2});
    for (std::uint64_t i = 0; i < 12; ++i) {
      const std::uint64_t id = reversed ? 12 - i : 1 + i;
      box.add(box.first, id, box.lattice.position(static_cast<std::uint32_t>(2 * id - 1)));
    }
    for (int step = 0; step < 50; ++step) {
      box.move([&] {
        for (std::size_t row = 0; row < box.first.size(); ++row) box.first.walk(row, 8, 0.5);
      });
    }
    std::vector<Vector3> positions;
    for (const std::size_t row : box.first.rows_by_id()) {
      positions.push_back(box.first.position_of(row));
    }
    return positions;
  };
  CHECK(walk(false) == walk(true));
}

TEST_CASE("a cell takes no step into another site of a region that it is barred from") {
  Box box({4, 1, 1});
  box.movement = Movement(box.lattice, Seed{13}, {1, 2, 4, 4});
  box.add(box.first, 1, {15, 5, 5});
  const auto step_by = [&](double bias, unsigned barred) {
    box.move([&] {
      box.first.walk(0, 10, 1);
      box.first.bias(0, {bias, 0, 0});
      box.first.bar(0, barred);
    });
    return box.first.site[0];
  };
  CHECK(step_by(1, 4) == 1);       // the next site is barred
  CHECK(step_by(-1, 1 | 4) == 1);  // and so is the one behind
  CHECK(step_by(1, 1) == 2);       // bars do not outlast a step
  CHECK(step_by(1, 1 | 2) == 3);
}
