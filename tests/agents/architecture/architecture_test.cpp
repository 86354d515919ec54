// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/architecture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "agents/architecture/region.hpp"
#include "core/base/error.hpp"
#include "core/parameters/settings.hpp"
#include "tests/agents/architecture/islet_settings.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

struct RunSettings {
  Species species;
  static auto describe() {
    return parameters(row("species", &RunSettings::species, required(), choice("mouse", "human"),
                          "chosen by the user", "species"));
  }
};

struct Statistics {
  std::array<double, 4> count{};  // by type of cell
  double capillary_share = 0;     // of the islet's sites
  double median_distance = 0;     // of endocrine cells to the nearest vessel [µm]
};

Statistics statistics(const IsletArchitecture& islet) {
  Statistics result;
  std::vector<Lattice::Extent> vessels;
  double islet_sites = 0;
  double capillaries = 0;
  for (std::uint32_t i = 0; i < islet.lattice.size(); ++i) {
    const TissueClass site = islet.tissue_class[i];
    if (in_vessel(site)) vessels.push_back(islet.lattice.coordinates(i));
    islet_sites += in_islet(site) ? 1 : 0;
    capillaries += site == TissueClass::capillary ? 1 : 0;
  }
  std::vector<int> squared;
  for (const PlacedCell& cell : islet.cells) {
    result.count[static_cast<std::size_t>(cell.type)] += 1;
    if (cell.type == TissueCell::endothelial) continue;
    const Lattice::Extent at = islet.lattice.coordinates(cell.site);
    int least = 1 << 30;
    for (const Lattice::Extent& vessel : vessels) {
      const int x = at[0] - vessel[0];
      const int y = at[1] - vessel[1];
      const int z = at[2] - vessel[2];
      least = std::min(least, x * x + y * y + z * z);
    }
    squared.push_back(least);
  }
  result.capillary_share = capillaries / islet_sites;
  const auto middle = squared.begin() + static_cast<std::ptrdiff_t>(squared.size() / 2);
  std::nth_element(squared.begin(), middle, squared.end());
  result.median_distance = 10 * std::sqrt(*middle);
  return result;
}

void check_statistics(Species species, double diameter, std::uint32_t seeds = 5) {
  const bool mouse = species == Species::mouse;
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(diameter);
    CAPTURE(seed);
    const Statistics islet =
        statistics(generate_islet(test::islet_of(species, diameter), Seed{seed}, 1));
    const double endocrine = islet.count[0] + islet.count[1] + islet.count[2];
    // Pisania et al. 2010: 1560 cells in 150 µm.
    CHECK(endocrine == approximately(1560 * std::pow(diameter / 150, 3)).epsilon(0.1));
    // Shares are met to the cell.
    const double sum = mouse ? 0.99 : 1.0;
    CHECK(std::abs(islet.count[0] - endocrine * (mouse ? 0.75 : 0.55) / sum) < 1);
    CHECK(std::abs(islet.count[1] - endocrine * (mouse ? 0.18 : 0.35) / sum) < 1);
    CHECK(std::abs(islet.count[2] - endocrine * (mouse ? 0.06 : 0.10) / sum) < 1);
    CHECK(islet.capillary_share == approximately(mouse ? 0.08 : 0.06).epsilon(0.1));
    CHECK(islet.median_distance >= 12);
    CHECK(islet.median_distance <= 18);
  }
}

}  // namespace

TEST_CASE("small mouse islets meet the published statistics") {
  check_statistics(Species::mouse, 50);
}
TEST_CASE("mean mouse islets meet the published statistics") {
  check_statistics(Species::mouse, 110);
}
TEST_CASE("large mouse islets meet the published statistics") {
  check_statistics(Species::mouse, 250);
}
TEST_CASE("the largest mouse islets meet the published statistics") {
  check_statistics(Species::mouse, 400, 1);
}
TEST_CASE("small human islets meet the published statistics") {
  check_statistics(Species::human, 50);
}
TEST_CASE("mean human islets meet the published statistics") {
  check_statistics(Species::human, 150);
}
TEST_CASE("large human islets meet the published statistics") {
  check_statistics(Species::human, 250);
}
TEST_CASE("the largest human islets meet the published statistics") {
  check_statistics(Species::human, 400, 1);
}

TEST_CASE("a generated islet is consistent") {
  for (Species species : all_species) {
    const IsletArchitecture islet = generate_islet(test::islet_of(species, 110), Seed{3}, 2);
    CHECK(islet.lattice.extent() == Lattice::Extent{32, 32, 32});
    CHECK(islet.lattice.spacing() == 10);
    CHECK(islet.centre == Vector3{160, 160, 160});
    CHECK(islet.radius == 55);
    REQUIRE(islet.tissue_class.size() == islet.lattice.size());
    for (std::size_t i = 1; i < islet.cells.size(); ++i) {
      CHECK(islet.cells[i - 1].site < islet.cells[i].site);
    }
    std::size_t vessel_sites = 0;
    for (TissueClass site : islet.tissue_class) vessel_sites += in_vessel(site) ? 1 : 0;
    std::size_t endothelial = 0;
    for (const PlacedCell& cell : islet.cells) {
      const TissueClass site = islet.tissue_class[cell.site.value()];
      if (cell.type == TissueCell::endothelial) {
        CHECK(in_vessel(site));
        ++endothelial;
      } else {
        CHECK(site == TissueClass::islet);
      }
    }
    CHECK(endothelial == vessel_sites);
    // Leukocytes enter at venules that do not touch the islet.
    // A straight venule crosses the 30 µm beside the islet in three sites.
    CHECK(islet.venule_entries.size() >= 3);
    for (Site site : islet.venule_entries) {
      CHECK(islet.tissue_class[site.value()] == TissueClass::venule);
      for_each_touching_site(islet.lattice, site, [&](Site other) {
        CHECK(!in_islet(islet.tissue_class[other.value()]));
      });
    }
    for (Site site : islet.basement_membrane) {
      CHECK(!in_islet(islet.tissue_class[site.value()]));
    }
  }
}

TEST_CASE("alpha cells lie in the mantle of mouse islets and everywhere in human ones") {
  const auto innermost_alpha = [](Species species) {
    const IsletArchitecture islet = generate_islet(test::islet_of(species, 150), Seed{1}, 1);
    double least = 1e9;
    for (const PlacedCell& cell : islet.cells) {
      if (cell.type != TissueCell::alpha) continue;
      const Vector3 at = islet.lattice.position(cell.site);
      least = std::min(least, std::hypot(at[0] - islet.centre[0], at[1] - islet.centre[1],
                                         at[2] - islet.centre[2]));
    }
    return least / islet.radius;
  };
  // The mantle has little room to spare: where vessels take it, it grows inwards by a site.
  CHECK(innermost_alpha(Species::mouse) > 0.9 - 10.0 / 75);
  CHECK(innermost_alpha(Species::human) < 0.4);
}

TEST_CASE("the defaults of a species are its published values") {
  Schema schema;
  schema.add<RunSettings>("run", "the run");
  schema.add<IsletSettings>("islet", "the islet");
  for (Species species : all_species) {
    ScenarioLayer layer;
    layer.assignments.push_back({"run.species", std::string(to_string(species))});
    const Settings settings(schema, {layer});
    const auto bound = settings.get<IsletSettings>("islet");
    const IsletSettings published = test::islet_of(species, species == Species::mouse ? 110 : 150);
    CHECK(bound.diameter == published.diameter);
    CHECK(!bound.box.has_value());
    CHECK(bound.architecture == published.architecture);
    CHECK(bound.vessel_fraction == published.vessel_fraction);
    CHECK(bound.cells_per_ieq == published.cells_per_ieq);
    CHECK(bound.beta_fraction == published.beta_fraction);
    CHECK(bound.alpha_fraction == published.alpha_fraction);
    CHECK(bound.delta_fraction == published.delta_fraction);
    CHECK(bound.cells.empty());
  }
}

TEST_CASE("the same seed and number give the same islet, others another") {
  const IsletSettings settings = test::islet_of(Species::human, 110);
  const IsletArchitecture islet = generate_islet(settings, Seed{1}, 1);
  CHECK(generate_islet(settings, Seed{1}, 1).cells == islet.cells);
  CHECK(generate_islet(settings, Seed{2}, 1).cells != islet.cells);
  CHECK(generate_islet(settings, Seed{1}, 2).cells != islet.cells);
}

TEST_CASE("the box holds the islet and 80 µm on each side, in multiples of 8 sites") {
  IsletSettings settings = test::islet_of(Species::mouse, 110);
  CHECK(islet_lattice(settings).extent() == Lattice::Extent{32, 32, 32});
  settings.diameter = 160;
  CHECK(islet_lattice(settings).extent() == Lattice::Extent{32, 32, 32});
  settings.diameter = 161;
  CHECK(islet_lattice(settings).extent() == Lattice::Extent{40, 40, 40});
  settings.box = 201;
  CHECK(islet_lattice(settings).extent() == Lattice::Extent{24, 24, 24});
  CHECK(generate_islet(settings, Seed{1}, 1).lattice == islet_lattice(settings));
}

TEST_CASE("a box too small for the islet is refused by name") {
  IsletSettings settings = test::islet_of(Species::mouse, 150);
  settings.box = 189;  // 1 µm short of the least margin, 20 µm
  try {
    static_cast<void>(islet_lattice(settings));
    FAIL("accepted");
  } catch (const ConfigError& error) {
    REQUIRE(error.faults().size() == 1);
    CHECK(error.faults()[0].key == "islet.box");
    CHECK(error.faults()[0].value == "189 um");
  }
  settings.box = 190;
  CHECK(generate_islet(settings, Seed{1}, 1).lattice.extent() == Lattice::Extent{24, 24, 24});
}

TEST_CASE("contradictions between settings are all found") {
  IsletSettings settings = test::islet_of(Species::mouse, 110);
  settings.beta_fraction = settings.alpha_fraction = settings.delta_fraction = 0;
  CHECK_THROWS_AS(static_cast<void>(generate_islet(settings, Seed{1}, 1)), ConfigError);
  settings.box = 100;
  CHECK(contradictions(settings).size() == 2);
  settings.architecture = Architecture::slab;
  CHECK(contradictions(settings).empty());
}

TEST_CASE("a slab is medium alone") {
  IsletSettings settings = test::islet_of(Species::mouse, 150);
  settings.architecture = Architecture::slab;
  settings.box = 320;
  settings.slab_thickness = 80;
  const IsletArchitecture slab = generate_islet(settings, Seed{1}, 1);
  CHECK(slab.lattice.extent() == Lattice::Extent{32, 32, 8});
  CHECK(slab.lattice == islet_lattice(settings));
  CHECK(slab.cells.empty());
  CHECK(slab.basement_membrane.empty());
  CHECK(slab.venule_entries.empty());
  CHECK(slab.radius == 0);
  CHECK(std::count(slab.tissue_class.begin(), slab.tissue_class.end(), TissueClass::medium) ==
        32 * 32 * 8);
}

TEST_CASE("every tissue class has a label of its own") {
  const std::vector<Label> labels = tissue_class_labels();
  CHECK(labels.size() == 6);
  std::set<std::string> names;
  std::set<std::uint32_t> colours;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    CHECK(labels[i].value == static_cast<std::int64_t>(i));
    names.insert(labels[i].name);
    colours.insert(labels[i].colour);
  }
  CHECK(names.size() == labels.size());
  CHECK(colours.size() == labels.size());
}
