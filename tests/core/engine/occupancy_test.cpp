// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/occupancy.hpp"

#include <array>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/error.hpp"

using namespace isletsim;

namespace {

// Two populations of the tissue layer, one of the motile, one without sites.
struct World {
  Population endocrine{"endocrine", "", Layer::tissue, 10, 0};
  Population stroma{"stroma", "", Layer::tissue, 10, 0};
  Population immune{"immune", "", Layer::motile, 10, 0};
  Population blood{"blood", "", Layer::none, 10, 0};
  std::array<Population*, 4> populations{&endocrine, &stroma, &immune, &blood};
  Occupancy occupancy{Lattice({4, 3, 2}, 10)};

  void add(std::size_t which, std::uint64_t id, std::uint32_t site) {
    occupancy.add(populations, which, CellId{id}, Site{site}, 0);
  }
};

}  // namespace

TEST_CASE("a new lattice is vacant") {
  World world;
  for (std::uint32_t site = 0; site < 24; ++site) {
    CHECK(world.occupancy.tissue(Site{site}).vacant());
    CHECK(world.occupancy.motile(Site{site}).vacant());
  }
}

TEST_CASE("a site holds one tissue cell and one motile cell") {
  World world;
  world.add(1, 10, 5);
  world.add(1, 11, 6);
  world.add(2, 12, 6);
  CHECK(world.occupancy.tissue(Site{6}) == Occupant{1, 1});
  CHECK(world.occupancy.motile(Site{6}) == Occupant{2, 0});
  CHECK(world.occupancy.at(Layer::tissue, Site{5}) == Occupant{1, 0});
  CHECK(world.occupancy.motile(Site{5}).vacant());
  world.occupancy.check(world.populations);
}

TEST_CASE("an occupant keeps population and row up to 27 bits") {
  const Occupant occupant{30, (1U << 27U) - 1};
  CHECK(occupant.population() == 30);
  CHECK(occupant.row() == (1U << 27U) - 1);
  CHECK(!occupant.vacant());
}

TEST_CASE("after a removal the row that moved is found and the site is vacant") {
  World world;
  for (std::uint32_t i = 0; i < 4; ++i) world.add(0, 10 + i, 3 * i);
  SUBCASE("in the middle") {
    world.occupancy.remove(world.populations, 0, 1);
    CHECK(world.occupancy.tissue(Site{3}).vacant());
    CHECK(world.occupancy.tissue(Site{9}) == Occupant{0, 1});
    CHECK(world.endocrine.id_of(1) == CellId{13});
  }
  SUBCASE("the last") {
    world.occupancy.remove(world.populations, 0, 3);
    CHECK(world.occupancy.tissue(Site{9}).vacant());
  }
  CHECK(world.endocrine.size() == 3);
  world.occupancy.check(world.populations);
}

TEST_CASE("rebuilding after storage was reordered finds every cell") {
  World world;
  for (std::uint32_t i = 0; i < 4; ++i) world.add(0, 10 + i, 3 * i);
  world.add(2, 20, 3);
  world.blood.append(CellId{30}, Site{}, 0);  // has no site and is passed over
  world.endocrine.permute(std::vector<std::size_t>{2, 0, 3, 1});
  CHECK_THROWS_AS(world.occupancy.check(world.populations), InternalError);
  world.occupancy.rebuild(world.populations);
  world.occupancy.check(world.populations);
  CHECK(world.occupancy.tissue(Site{6}) == Occupant{0, 0});
  CHECK(world.occupancy.tissue(Site{3}) == Occupant{0, 3});
  CHECK(world.occupancy.motile(Site{3}) == Occupant{2, 0});
}

TEST_CASE("two cells in one place are an error") {
  World world;
  world.endocrine.append(CellId{1}, Site{7}, 0);
  SUBCASE("of one population") { world.endocrine.append(CellId{2}, Site{7}, 0); }
  SUBCASE("of two populations of a layer") { world.stroma.append(CellId{2}, Site{7}, 0); }
  CHECK_THROWS_AS(world.occupancy.rebuild(world.populations), InternalError);
}

TEST_CASE("a cell outside the box is an error") {
  World world;
  world.endocrine.append(CellId{1}, Site{24}, 0);
  CHECK_THROWS_AS(world.occupancy.rebuild(world.populations), InternalError);
}

TEST_CASE(
    "the check finds a cell that its site does not know and a site that names a missing cell") {
  World world;
  world.add(0, 1, 2);
  SUBCASE("moved without notice to its site") { world.endocrine.site[0] = 3; }
  SUBCASE("appended without notice to its site") { world.immune.append(CellId{2}, Site{2}, 0); }
  SUBCASE("a ghost") { world.occupancy.set(Layer::motile, Site{9}, Occupant{2, 0}); }
  CHECK_THROWS_AS(world.occupancy.check(world.populations), InternalError);
}

TEST_CASE("contacts are the own site, then the face neighbours, of the layer asked for") {
  World world;
  // Site 5 is (1, 1, 0) in a box of 4 × 3 × 2: neighbours 4, 6, 1, 9 and, above, 17.
  for (const std::uint32_t site : {17U, 9U, 5U, 4U, 10U}) world.add(0, 100 + site, site);
  world.add(2, 200, 6);
  const auto contacts = [&](Layer layer, std::uint32_t site) {
    std::vector<std::uint64_t> ids;
    for_each_contact(world.occupancy, layer, Site{site}, [&](Occupant occupant) {
      ids.push_back(world.populations[occupant.population()]->id[occupant.row()]);
    });
    return ids;
  };
  CHECK(contacts(Layer::tissue, 5) == std::vector<std::uint64_t>{105, 104, 109, 117});
  CHECK(contacts(Layer::motile, 5) == std::vector<std::uint64_t>{200});
  CHECK(contacts(Layer::tissue, 0) == std::vector<std::uint64_t>{104});  // at a corner: no wrapping
  CHECK(contacts(Layer::tissue, 3).empty());  // next to 4 in memory, not in space
}
