// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "agents/architecture/architecture.hpp"
#include "agents/architecture/segmented_cells.hpp"
#include "core/base/error.hpp"
#include "tests/agents/architecture/islet_settings.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

std::vector<Fault> faults_in(std::string_view text) {
  try {
    static_cast<void>(parse_segmented_cells(text, "cells.csv"));
  } catch (const ConfigError& error) {
    return error.faults();
  }
  return {};
}

IsletArchitecture islet_from(std::string_view text) {
  IsletSettings settings = test::islet_of(Species::mouse, 110);
  settings.cells = "cells.csv";
  return generate_islet(settings, Seed{1}, 1, parse_segmented_cells(text, settings.cells));
}

std::size_t count(const IsletArchitecture& islet, TissueCell type) {
  return static_cast<std::size_t>(
      std::count_if(islet.cells.begin(), islet.cells.end(),
                    [&](const PlacedCell& cell) { return cell.type == type; }));
}

void check_one_cell_per_site(const IsletArchitecture& islet) {
  for (std::size_t i = 1; i < islet.cells.size(); ++i) {
    CHECK(islet.cells[i - 1].site < islet.cells[i].site);
  }
}

// β cells 12 µm apart that fill a ball about (500, −300, 0).
std::string ball_of_cells(double radius) {
  std::string text = "x,y,z,type\n";
  const int steps = static_cast<int>(radius / 12);
  for (int k = -steps; k <= steps; ++k) {
    for (int j = -steps; j <= steps; ++j) {
      for (int i = -steps; i <= steps; ++i) {
        if (144 * (i * i + j * j + k * k) > radius * radius) continue;
        text += std::to_string(500 + 12 * i) + "," + std::to_string(-300 + 12 * j) + "," +
                std::to_string(12 * k) + ",beta\n";
      }
    }
  }
  return text;
}

}  // namespace

TEST_CASE("cells are read with columns in any order, extra ones and Windows line ends") {
  const auto cells = parse_segmented_cells(
      "\xef\xbb\xbftype, id, z,y,x\r\nbeta,7,3.5,-2,1e1\r\n\r\nalpha,8,0,0,0\r\n", "cells.csv");
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].position == Vector3{10, -2, 3.5});
  CHECK(cells[0].type == TissueCell::beta);
  CHECK(cells[0].line == 2);
  CHECK(cells[1].type == TissueCell::alpha);
  CHECK(cells[1].line == 4);
}

TEST_CASE("all faults of a file are reported with their lines") {
  const auto faults = faults_in(
      "x,y,z,type\n"
      "1,2,3,beta\n"
      "1,2,three,beta\n"
      "1,2,beta\n"
      "nan,0,0,beta\n"
      "1,2,3,betta\n"
      "1e9,0,0,beta\n");
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].line == 3);
  CHECK(faults[0].value == "three");
  CHECK(faults[1].line == 4);
  CHECK(faults[2].line == 5);
  CHECK(faults[3].line == 6);
  CHECK(faults[3].suggestion == "did you mean 'beta'?");
  CHECK(faults[4].line == 7);
  for (const Fault& fault : faults) CHECK(fault.file == "cells.csv");
}

TEST_CASE("a cell that is given twice is refused with both lines") {
  const auto faults = faults_in(
      "x,y,z,type\n"
      "0,0,0,beta\n"
      "10,0,0,alpha\n"
      "-0.0,0.00,0e5,beta\n"
      "10.0001,0,0,alpha\n"
      "20,0,0,endothelial\n"
      "10,0,0,delta\n"
      "0,0,0,beta\n"
      "20,0,0,endothelial\n");
  REQUIRE(faults.size() == 4);
  CHECK(to_string(faults[0]) ==
        "cells.csv:4: a second cell at one place '-0.0,0.00,0e5,beta' (the cell of line 2 has the "
        "same x, y and z) — remove line 2 or line 4");
  CHECK(faults[1].line == 7);
  CHECK(faults[1].why == "the cell of line 3 has the same x, y and z");
  CHECK(faults[2].line == 8);
  CHECK(faults[2].why == "the cell of line 2 has the same x, y and z");
  CHECK(faults[3].line == 9);

  // A whole islet, pasted twice: its file would give twice the cells.
  const std::string ball = ball_of_cells(30);
  const auto twice = faults_in(ball + ball.substr(ball.find('\n') + 1));
  CHECK(twice.size() == 20);
  CHECK(faults_in(ball).empty());
}

TEST_CASE("files that hold no islet are refused") {
  CHECK(faults_in("").size() == 1);
  CHECK(faults_in("\n\n").size() == 1);
  CHECK(faults_in("x,y,z,type\n").size() == 1);
  CHECK(faults_in("x,y,z,type\n0,0,0,endothelial\n").size() == 1);
  // Without a header there is no column x, y, z, type.
  CHECK(faults_in("1,2,3,beta\n").size() == 4);
  CHECK(faults_in(std::string_view("\177ELF\0\1\2\n\0,\0,,\n", 14)).size() == 4);
  std::string many = "x,y,z,type\n";
  for (int i = 0; i < 100; ++i) many += "a,b,c,d\n";
  CHECK(faults_in(many).size() == 20);
}

TEST_CASE("cells keep their places relative to each other, in the middle of their box") {
  const IsletArchitecture islet = islet_from(
      "x,y,z,type\n"
      "1000,0,0,beta\n"
      "1040,0,0,alpha\n"
      "1000,30,0,delta\n"
      "1020,0,10,endothelial\n"
      "1020,60,0,endothelial\n");
  // 50 × 40 × 10 µm and 80 µm on each side: 21, 20 and 17 sites.
  CHECK(islet.lattice.extent() == Lattice::Extent{24, 24, 24});
  REQUIRE(islet.cells.size() == 5);
  const auto find = [&](TissueCell type) {
    for (const PlacedCell& cell : islet.cells) {
      if (cell.type == type) return islet.lattice.coordinates(cell.site);
    }
    return Lattice::Extent{-1, -1, -1};
  };
  const Lattice::Extent beta = find(TissueCell::beta);
  // The cells' middle (1020, 15, 0) comes to (120, 120, 120).
  CHECK(beta == Lattice::Extent{10, 10, 12});
  CHECK(find(TissueCell::alpha) == Lattice::Extent{14, 10, 12});
  CHECK(find(TissueCell::delta) == Lattice::Extent{10, 13, 12});
}

TEST_CASE("cells on one site move to the nearest vacant one") {
  // The file's endothelium keeps generated vessels out.
  const std::string ball = ball_of_cells(50);
  const IsletArchitecture islet =
      islet_from(ball + "500.1,-300.1,0.1,delta\n500.2,-300.2,0.2,delta\n500,-220,0,endothelial\n");
  CHECK(count(islet, TissueCell::delta) == 2);
  CHECK(count(islet, TissueCell::beta) ==
        static_cast<std::size_t>(std::count(ball.begin(), ball.end(), '\n') - 1));
  CHECK(count(islet, TissueCell::endothelial) == 1);
  check_one_cell_per_site(islet);
}

TEST_CASE("cells without any room are refused with their line") {
  try {
    static_cast<void>(islet_from("x,y,z,type\n0,0,0,beta\n4,0,0,beta\n8,0,0,alpha\n"));
    FAIL("accepted");
  } catch (const ConfigError& error) {
    REQUIRE(error.faults().size() == 1);
    CHECK(error.faults()[0].line == 4);
    CHECK(error.faults()[0].file == "cells.csv");
  }
}

TEST_CASE("vessels are generated for a segmented islet without endothelium") {
  const std::string text = ball_of_cells(60);
  const IsletArchitecture islet = islet_from(text);
  CHECK(count(islet, TissueCell::beta) ==
        static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n') - 1));
  check_one_cell_per_site(islet);
  double sites = 0;
  double capillaries = 0;
  for (TissueClass site : islet.tissue_class) {
    sites += in_islet(site) ? 1 : 0;
    capillaries += site == TissueClass::capillary ? 1 : 0;
  }
  CHECK(capillaries / sites == approximately(0.08).epsilon(0.1));
  CHECK(!islet.venule_entries.empty());
  // Each point within 60 µm less half the diagonal of the cells' spacing (10.4 µm) has cells on all
  // sides; no site of a cell reaches beyond 60 µm and its own diagonal (17.3 µm).
  CHECK(islet.radius > 60 - 10.4);
  CHECK(islet.radius < 60 + 17.3);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    CHECK(std::abs(islet.centre[axis] - 5 * islet.lattice.extent()[axis]) < 5);
  }
}

TEST_CASE("capillaries of a file get venules to enter from") {
  const IsletArchitecture islet = islet_from(ball_of_cells(50) + "500,-300,5,endothelial\n");
  CHECK(std::count(islet.tissue_class.begin(), islet.tissue_class.end(), TissueClass::capillary) ==
        1);
  CHECK(!islet.venule_entries.empty());
  check_one_cell_per_site(islet);
}

TEST_CASE("an islet beyond all measure is refused before its box is laid out") {
  CHECK_THROWS_AS(static_cast<void>(islet_from("x,y,z,type\n0,0,0,beta\n100000,0,0,beta\n")),
                  ConfigError);
  CHECK_THROWS_AS(islet_from("x,y,z,type\n0,0,0,beta\n500,0,0,endothelial\n"), ConfigError);
}
