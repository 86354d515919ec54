// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/region.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

RandomStream region_stream(std::uint32_t seed = 1) {
  return {Seed{seed}, test_draw, CellId{1, 0}, 0};
}

double distance(const Vector3& a, const Vector3& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace

TEST_CASE("a ball holds its volume in the sites nearest to the centre") {
  const Lattice lattice({24, 24, 24}, 10);
  for (double diameter : {30.0, 50.0, 75.0, 110.0, 150.0}) {
    const IsletRegion ball = ball_region(lattice, diameter, region_stream());
    // πd³/6 in sites of 1000 µm³.
    const double volume = 3.14159265358979 / 6 * diameter * diameter * diameter / 1000;
    CHECK(std::abs(static_cast<double>(ball.sites.size()) - volume) <= 0.5);
    double farthest_inside = 0;
    double nearest_outside = 1e9;
    for (std::uint32_t i = 0; i < lattice.size(); ++i) {
      const double r = distance(lattice.position(Site{i}), ball.centre);
      if (ball.contains(Site{i}))
        farthest_inside = std::max(farthest_inside, r);
      else
        nearest_outside = std::min(nearest_outside, r);
    }
    CHECK(farthest_inside <= nearest_outside + 1e-9);
  }
}

TEST_CASE("chance decides between sites equally far") {
  const Lattice lattice({24, 24, 24}, 10);
  CHECK(ball_region(lattice, 50, region_stream(1)).sites ==
        ball_region(lattice, 50, region_stream(1)).sites);
  CHECK(ball_region(lattice, 50, region_stream(1)).sites !=
        ball_region(lattice, 50, region_stream(2)).sites);
}

TEST_CASE("the shell closes the islet against steps by face, edge and corner") {
  const Lattice lattice({24, 24, 24}, 10);
  const IsletRegion ball = ball_region(lattice, 80, region_stream());
  std::vector<std::uint8_t> wall(lattice.size(), 0);
  for (Site site : peri_islet_shell(ball)) {
    CHECK(!ball.contains(site));
    wall[site.value()] = 1;
  }
  // Flood from a corner of the box through everything but the wall.
  std::vector<std::uint8_t> reached(lattice.size(), 0);
  std::vector<Site> front{Site{0}};
  reached[0] = 1;
  while (!front.empty()) {
    const Site site = front.back();
    front.pop_back();
    for_each_touching_site(lattice, site, [&](Site next) {
      if (wall[next.value()] == 0 && reached[next.value()] == 0) {
        reached[next.value()] = 1;
        front.push_back(next);
      }
    });
  }
  for (Site site : ball.sites) CHECK(reached[site.value()] == 0);
  CHECK(reached[lattice.size() - 1] == 1);
}

TEST_CASE("a filled region closes gaps between cells and holes, and adds nothing around them") {
  const Lattice lattice({24, 24, 24}, 10);
  SUBCASE("one cell is one site") {
    const IsletRegion region = filled_region(lattice, {lattice.site({10, 10, 10})});
    CHECK(region.sites == std::vector<Site>{lattice.site({10, 10, 10})});
    CHECK(region.centre == Vector3{105, 105, 105});
    // A ball of 1000 µm³.
    CHECK(region.radius == approximately(6.2035));
  }
  SUBCASE("two cells two sites apart join") {
    const IsletRegion region =
        filled_region(lattice, {lattice.site({10, 10, 10}), lattice.site({13, 10, 10})});
    CHECK(region.contains(lattice.site({11, 10, 10})));
    CHECK(region.contains(lattice.site({12, 10, 10})));
    CHECK(region.sites.size() == 4);
  }
  SUBCASE("a cavity in a block is part of it") {
    std::vector<Site> cells;
    for (int z = 8; z < 15; ++z) {
      for (int y = 8; y < 15; ++y) {
        for (int x = 8; x < 15; ++x) {
          const bool cavity =
              std::abs(x - 11) <= 2 && std::abs(y - 11) <= 2 && std::abs(z - 11) <= 2;
          if (!cavity) cells.push_back(lattice.site({x, y, z}));
        }
      }
    }
    CHECK(filled_region(lattice, cells).sites.size() == 7 * 7 * 7);
  }
}
