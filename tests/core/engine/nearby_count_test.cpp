// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/nearby_count.hpp"

#include <cstdint>
#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

// Counts by the definition: cells whose site's centre lies within the radius.
std::int32_t count_one_by_one(const Lattice& lattice, const std::vector<Site>& cells, Site site,
                              double radius) {
  const Vector3 here = lattice.position(site);
  std::int32_t count = 0;
  for (const Site cell : cells) {
    const Vector3 there = lattice.position(cell);
    double squared = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      squared += (there[axis] - here[axis]) * (there[axis] - here[axis]);
    }
    if (squared <= radius * radius) ++count;
  }
  return count;
}

void check_against_definition(const Lattice& lattice, const NearbyCount& nearby,
                              const std::vector<Site>& cells, double radius) {
  bool agrees = true;
  for (std::uint32_t site = 0; site < lattice.size(); ++site) {
    agrees = agrees && nearby[Site{site}] == count_one_by_one(lattice, cells, Site{site}, radius);
  }
  CHECK(agrees);
}

}  // namespace

TEST_CASE("counts of nearby cells are those of the definition, up to the faces of the box") {
  const Lattice lattice({9, 7, 5}, 10);
  RandomStream random(Seed{5}, test_draw, CellId{1}, 0);
  std::vector<Site> cells;
  for (int i = 0; i < 12; ++i) {
    cells.emplace_back(static_cast<std::uint32_t>(random.below(lattice.size())));
  }
  cells.push_back(cells.front());                             // several in one site count each
  cells.insert(cells.end(), {Site{0}, Site{9 * 7 * 5 - 1}});  // two corners
  for (const double radius : {0.0, 9.9, 10.0, 15.0, 30.0, 45.0, 200.0}) {
    CAPTURE(radius);
    NearbyCount nearby(lattice, radius);
    for (const Site cell : cells) nearby.scatter(cell);
    check_against_definition(lattice, nearby, cells, radius);

    nearby.clear();
    check_against_definition(lattice, nearby, {}, radius);
    nearby.scatter(Site{20});
    check_against_definition(lattice, nearby, {Site{20}}, radius);
  }
}
