// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/endocrine_layout.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "tests/agents/architecture/islet_settings.hpp"
#include "tests/approximately.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

RandomStream stream(std::uint32_t seed = 1) { return {Seed{seed}, test_draw, CellId{1, 0}, 0}; }

std::size_t count(const std::vector<TissueCell>& types, TissueCell type) {
  return static_cast<std::size_t>(std::count(types.begin(), types.end(), type));
}

// Distance of a site from the islet's centre, in radii.
double relative_radius(const IsletRegion& region, Site site) {
  const Vector3 at = region.lattice.position(site);
  return std::hypot(at[0] - region.centre[0], at[1] - region.centre[1], at[2] - region.centre[2]) /
         region.radius;
}

// β–β contacts by faces over what random mixing gives.
double beta_contact_ratio(const Lattice& lattice, const std::vector<Site>& sites,
                          const std::vector<TissueCell>& types) {
  std::vector<int> type_at(lattice.size(), -1);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    type_at[sites[i].value()] = static_cast<int>(types[i]);
  }
  double all = 0;
  double beta = 0;
  for (Site site : sites) {
    lattice.for_each_face_neighbour(site, [&](Site other) {
      if (type_at[other.value()] < 0) return;
      all += 1;
      if (type_at[site.value()] == 0 && type_at[other.value()] == 0) beta += 1;
    });
  }
  const auto n = static_cast<double>(sites.size());
  const auto n_beta = static_cast<double>(count(types, TissueCell::beta));
  return beta / (all * n_beta * (n_beta - 1) / (n * (n - 1)));
}

}  // namespace

TEST_CASE("shares become whole numbers that add up") {
  IsletSettings settings = test::islet_of(Species::human, 150);
  // 0.55, 0.35 and 0.10 of 1560.
  EndocrineCounts counts = endocrine_counts(settings, 1560);
  CHECK(counts.beta == 858);
  CHECK(counts.alpha == 546);
  CHECK(counts.delta == 156);
  // 0.55, 0.35, 0.10 of 3: 1.65, 1.05, 0.30.
  counts = endocrine_counts(settings, 3);
  CHECK(counts.beta == 2);
  CHECK(counts.alpha == 1);
  CHECK(counts.delta == 0);
  settings.alpha_fraction = 0;
  settings.delta_fraction = 0;
  CHECK(endocrine_counts(settings, 7).beta == 7);
}

TEST_CASE("the core is of beta cells, the others share the mantle") {
  const Lattice lattice({32, 32, 32}, 10);
  const IsletRegion region = ball_region(lattice, 150, stream());
  const EndocrineCounts counts =
      endocrine_counts(test::islet_of(Species::mouse, 150), region.sites.size());
  const auto types = core_mantle_layout(region, region.sites, counts, 0.9, stream());
  CHECK(count(types, TissueCell::beta) == counts.beta);
  CHECK(count(types, TissueCell::alpha) == counts.alpha);
  CHECK(count(types, TissueCell::delta) == counts.delta);
  std::size_t mantle_beta = 0;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const double r = relative_radius(region, region.sites[i]);
    if (r < 0.9) CHECK(types[i] == TissueCell::beta);
    if (r >= 0.9 && types[i] == TissueCell::beta) ++mantle_beta;
  }
  // The mantle is 27.1 % of the ball, its α and δ cells 24.2 %: there is room for some β cells.
  CHECK(mantle_beta > 0);
}

TEST_CASE("a mantle too small for its cells grows inwards") {
  const Lattice lattice({32, 32, 32}, 10);
  const IsletRegion region = ball_region(lattice, 150, stream());
  const std::size_t tenth = region.sites.size() / 10;
  const EndocrineCounts counts{tenth, region.sites.size() - tenth, 0};
  const auto types = core_mantle_layout(region, region.sites, counts, 0.9, stream());
  CHECK(count(types, TissueCell::beta) == counts.beta);
  for (std::size_t i = 0; i < types.size(); ++i) {
    // A tenth of the volume lies within 0.464 of the radius.
    if (types[i] == TissueCell::beta) CHECK(relative_radius(region, region.sites[i]) < 0.5);
  }
}

TEST_CASE("swaps raise beta-beta contacts to what is asked, and to no more") {
  const Lattice lattice({32, 32, 32}, 10);
  const IsletRegion region = ball_region(lattice, 150, stream());
  const EndocrineCounts counts =
      endocrine_counts(test::islet_of(Species::human, 150), region.sites.size());
  for (double clustering : {0.0, 0.1, 0.2, 0.4}) {
    const auto types = intermingled_layout(lattice, region.sites, counts, clustering, stream());
    CHECK(count(types, TissueCell::beta) == counts.beta);
    CHECK(count(types, TissueCell::alpha) == counts.alpha);
    // One random mixing of 1767 cells scatters by some 0.01 about 1.
    CHECK(beta_contact_ratio(lattice, region.sites, types) ==
          approximately(1 + clustering).epsilon(0.04));
  }
}

TEST_CASE("clustering ends where all cells are of one type, or one is alone") {
  const Lattice lattice({8, 8, 8}, 10);
  const std::vector<Site> sites{Site{0}, Site{1}, Site{2}};
  const auto betas = [&](const EndocrineCounts& counts) {
    return count(intermingled_layout(lattice, sites, counts, 0.5, stream()), TissueCell::beta);
  };
  CHECK(betas({3, 0, 0}) == 3);
  CHECK(betas({1, 2, 0}) == 1);
  CHECK(betas({2, 1, 0}) == 2);
  CHECK(intermingled_layout(lattice, {}, {0, 0, 0}, 0.2, stream()).empty());
}
