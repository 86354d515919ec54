// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/vessel_tree.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <doctest/doctest.h>

#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

RandomStream vessel_stream(std::uint32_t seed) { return {Seed{seed}, test_draw, CellId{1, 0}, 0}; }

std::vector<Site> all_sites(const VesselTree& tree) {
  std::vector<Site> sites = tree.capillaries;
  sites.insert(sites.end(), tree.arteriole.begin(), tree.arteriole.end());
  sites.insert(sites.end(), tree.venules.begin(), tree.venules.end());
  return sites;
}

// How many of `sites` a walk over faces and edges reaches from the first of them.
std::size_t connected_to_first(const Lattice& lattice, const std::vector<Site>& sites) {
  std::set<Site> left(sites.begin() + 1, sites.end());
  std::vector<Site> front{sites.front()};
  std::size_t reached = 0;
  while (!front.empty()) {
    const Site site = front.back();
    front.pop_back();
    ++reached;
    const Lattice::Extent at = lattice.coordinates(site);
    for_each_touching_site(lattice, site, [&](Site other) {
      const Lattice::Extent to = lattice.coordinates(other);
      const int taxicab =
          std::abs(to[0] - at[0]) + std::abs(to[1] - at[1]) + std::abs(to[2] - at[2]);
      if (taxicab <= 2 && left.erase(other) != 0) front.push_back(other);
    });
  }
  return reached;
}

std::set<std::size_t> faces_reached(const Lattice& lattice, const std::vector<Site>& sites) {
  std::set<std::size_t> faces;
  for (Site site : sites) {
    const Lattice::Extent at = lattice.coordinates(site);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (at[axis] == 0) faces.insert(2 * axis);
      if (at[axis] + 1 == lattice.extent()[axis]) faces.insert(2 * axis + 1);
    }
  }
  return faces;
}

}  // namespace

TEST_CASE("vessels are one tree of exactly the asked capillaries that reaches two faces") {
  const Lattice lattice({32, 32, 32}, 10);
  for (double diameter : {30.0, 50.0, 110.0, 150.0}) {
    for (double fraction : {0.02, 0.06, 0.08, 0.12}) {
      for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(diameter);
        CAPTURE(fraction);
        CAPTURE(seed);
        const IsletRegion region = ball_region(lattice, diameter, vessel_stream(seed));
        const std::size_t count = std::max<std::size_t>(
            1, static_cast<std::size_t>(fraction * static_cast<double>(region.sites.size())));
        const VesselTree tree = grow_vessels(region, count, vessel_stream(seed));
        CHECK(tree.capillaries.size() == count);
        for (Site site : tree.capillaries) REQUIRE(region.contains(site));
        for (Site site : tree.arteriole) REQUIRE(!region.contains(site));
        for (Site site : tree.venules) REQUIRE(!region.contains(site));
        const std::vector<Site> sites = all_sites(tree);
        CHECK(std::set<Site>(sites.begin(), sites.end()).size() == sites.size());
        CHECK(connected_to_first(lattice, sites) == sites.size());
        CHECK(faces_reached(lattice, sites).size() >= 2);
        CHECK(!faces_reached(lattice, tree.arteriole).empty());
        CHECK(!faces_reached(lattice, tree.venules).empty());
      }
    }
  }
}

TEST_CASE("every site of the islet may become a vessel") {
  const Lattice lattice({16, 16, 16}, 10);
  const IsletRegion region = ball_region(lattice, 60, vessel_stream(1));
  CHECK(grow_vessels(region, region.sites.size(), vessel_stream(1)).capillaries == region.sites);
}

TEST_CASE("without capillaries the vessels end at the islet's surface") {
  const Lattice lattice({32, 32, 32}, 10);
  const IsletRegion region = ball_region(lattice, 150, vessel_stream(1));
  const VesselTree tree = grow_vessels(region, 0, vessel_stream(1));
  CHECK(tree.capillaries.empty());
  const std::vector<Site> shell = peri_islet_shell(region);
  const auto touches_islet = [&](const std::vector<Site>& sites) {
    return std::any_of(sites.begin(), sites.end(), [&](Site site) {
      return std::binary_search(shell.begin(), shell.end(), site);
    });
  };
  CHECK(touches_islet(tree.arteriole));
  CHECK(touches_islet(tree.venules));
  CHECK(!faces_reached(lattice, tree.arteriole).empty());
  CHECK(!faces_reached(lattice, tree.venules).empty());
}
