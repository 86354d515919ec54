// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/observation/islet_section.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

constexpr IsletSection::Parameters parameters_of_section{
    .thickness = 5, .margin = 20, .insulitis_threshold = 15};

// Populations name their layer `place`, which hides the function.
void place(MotilePopulation& cells, std::size_t row, const Vector3& at, Site site) {
  cells.place(row, at, site);
}

}  // namespace

// Archimedes: a slab of height h cuts h/2R of a sphere's surface. So of n cells of diameter d on a
// sphere of radius R, n (t + d)/2R leave a profile in a section of thickness t.
TEST_CASE("of cells on a shell an equatorial section shows (t + d)/2R") {
  const Lattice lattice({40, 40, 40}, 10);
  const Vector3 centre{200.3, 199.1, 198.7};
  constexpr double radius = 120;
  constexpr std::size_t n = 4000;
  Macrophages macrophages;
  add_cells(macrophages, n);
  RandomStream random(Seed{3}, test_draw, CellId{1, 1}, 0);
  for (std::size_t i = 0; i < n; ++i) {
    Vector3 r{random.normal(), random.normal(), random.normal()};
    const double norm = std::sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
    for (std::size_t axis = 0; axis < 3; ++axis) r[axis] = centre[axis] + radius * r[axis] / norm;
    place(macrophages, i, r, lattice.site(lattice.coordinates(r)));
  }
  SectionCounts counts;
  IsletSection{}.count(IsletSection{}.plane(parameters_of_section, centre, radius), lattice,
                       macrophages, counts);
  const double share = (5 + macrophages.diameter()) / (2 * radius);
  CHECK(std::abs(static_cast<double>(counts.cd68) - n * share) <
        4 * std::sqrt(n * share * (1 - share)));
  CHECK(counts.cd45 == counts.cd68);
  CHECK(counts.cd8 == 0);

  SectionCounts beside;
  IsletSection{}.count(IsletSection{}.plane(parameters_of_section, {200, 200, 360}, radius),
                       lattice, macrophages, beside);
  CHECK(beside.cd45 == 0);
}

TEST_CASE("a section has its thickness and border, each cell its diameter") {
  const SectionPlane plane{.centre = {100, 100, 100}, .radius = 50, .thickness = 5};
  CHECK(plane.shows({100, 100, 107.5}, 10));
  CHECK(!plane.shows({100, 100, 107.6}, 10));
  CHECK(plane.shows({150, 100, 100}, 10));
  CHECK(!plane.shows({150.1, 100, 100}, 10));
  CHECK(!plane.shows({140, 140, 100}, 10));
}

TEST_CASE("stains: what is counted, and 15 leukocytes are insulitis") {
  const Lattice lattice({5, 5, 5}, 10);
  const Site middle = lattice.site({2, 2, 2});
  std::tuple<BetaCells, AlphaCells, Cd8TCells, Macrophages, DendriticCells, Cd4TCells, BCells>
      populations;
  auto& [beta, alpha, cd8, macrophages, dendritic, cd4, b_cells] = populations;
  add_cells(beta, 4, middle);
  beta.viability[0] = static_cast<std::uint8_t>(Viability::necrotic);
  add_cells(alpha, 2, middle);
  add_cells(cd8, 2, middle);
  add_cells(cd4, 3, middle);
  add_cells(b_cells, 2, middle);
  add_cells(macrophages, 5, middle);
  add_cells(dendritic, 2, middle);
  const Vector3 at = lattice.position(middle);
  for (std::size_t row = 0; row < cd8.size(); ++row) place(cd8, row, at, middle);
  for (std::size_t row = 0; row < cd4.size(); ++row) place(cd4, row, at, middle);
  for (std::size_t row = 0; row < b_cells.size(); ++row) place(b_cells, row, at, middle);
  for (std::size_t row = 0; row < macrophages.size(); ++row) place(macrophages, row, at, middle);
  for (std::size_t row = 0; row < dendritic.size(); ++row) place(dendritic, row, at, middle);
  const SectionPlane plane =
      IsletSection{}.plane(parameters_of_section, lattice.position(middle), 10);

  SectionCounts counts;
  IsletSection{}(parameters_of_section, plane, lattice, populations, counts);
  CHECK(counts.insulin == 3);
  CHECK(counts.endocrine == 5);
  CHECK(counts.cd8 == 2);
  CHECK(counts.cd4 == 3);
  CHECK(counts.cd20 == 2);
  CHECK(counts.cd68 == 5);
  CHECK(counts.cd45 == 14);
  CHECK(!counts.insulitic);

  place(cd8, cd8.append(CellId{1, 100}, middle, 0), at, middle);
  SectionCounts more;
  IsletSection{}(parameters_of_section, plane, lattice, populations, more);
  CHECK(more.cd45 == 15);
  CHECK(more.insulitic);
}
