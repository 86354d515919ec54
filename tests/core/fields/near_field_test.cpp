// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/near_field.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/fields/factor_block.hpp"

using namespace isletsim;

namespace {

FactorBlock block_of(int spacing_in_sites, double diffusivity) {
  const Lattice sites({32, 32, 32}, 10.0);
  return FactorBlock({.name = "block",
                      .sites = sites,
                      .spacing_in_sites = spacing_in_sites,
                      .islet_centre = sites.centre(),
                      .lanes = {{.key = "factor",
                                 .diffusivity = diffusivity,
                                 .decay_rate = 1e-5 * diffusivity,  // λ = 316 µm
                                 .storage = Storage::quasi_steady}}});
}

// e^−x I_n(x); asymptotic where the exponentials would overflow.
double scaled_bessel(int order, double x) {
  if (x < 500) return std::exp(-x) * std::cyl_bessel_i(order, x);
  const double m = 4.0 * order * order;
  return (1 - (m - 1) / (8 * x) + (m - 1) * (m - 9) / (128 * x * x)) / std::sqrt(2 * M_PI * x);
}

// G(i, j, k) = ∫₀^∞ e^−6t I_i(2t) I_j(2t) I_k(2t) dt, with t = e^u.
double green(int i, int j, int k) {
  double sum = 0;
  constexpr double du = 0.02;
  for (double u = -30; u < 60; u += du) {
    const double t = std::exp(u);
    sum += t * scaled_bessel(i, 2 * t) * scaled_bessel(j, 2 * t) * scaled_bessel(k, 2 * t) * du;
  }
  return sum;
}

}  // namespace

TEST_CASE("the lattice's Green function is the integral over Bessel functions that it should be") {
  const auto& g = detail::lattice_green;
  CHECK(g[0] == doctest::Approx(green(0, 0, 0)).epsilon(1e-8));
  CHECK(g[1] == doctest::Approx(green(1, 0, 0)).epsilon(1e-8));
  CHECK(g[2] == doctest::Approx(green(1, 1, 0)).epsilon(1e-8));
  CHECK(g[3] == doctest::Approx(green(1, 1, 1)).epsilon(1e-8));
  CHECK(6 * (g[0] - g[1]) == doctest::Approx(1).epsilon(1e-12));  // −Δ G = δ at the origin
}

TEST_CASE("what is missing is the difference of the two lattices' plumes") {
  const auto& g = detail::lattice_green;
  const double in_voxel = 0.421875 * (g[0] + g[1]) + 0.140625 * g[2] + 0.015625 * g[3];
  CHECK(detail::missing_from_plume(0, 0) == doctest::Approx(g[0] - in_voxel / 2).epsilon(1e-12));
  CHECK(detail::missing_from_plume(3, 0) == doctest::Approx(g[3] - in_voxel / 2).epsilon(1e-12));
  // Across a corner of the voxel the weights 3/4 and 1/4 have changed places.
  const double across = 0.015625 * g[0] + 0.140625 * g[1] + 0.421875 * (g[2] + g[3]);
  CHECK(detail::missing_from_plume(3, 3) == doctest::Approx(g[3] - across / 2).epsilon(1e-12));
}

TEST_CASE("about a source, voxels of two sites read as voxels of one") {
  for (const double diffusivity : {100.0, 2000.0})
    for (const Lattice::Extent at : {Lattice::Extent{15, 15, 15}, {16, 15, 17}, {16, 16, 16}}) {
      FactorBlock fine = block_of(1, diffusivity);
      FactorBlock coarse = block_of(2, diffusivity);
      for (FactorBlock* block : {&fine, &coarse}) {
        block->add_source(0, block->spec().sites.site(at), 1e5);
        CHECK(block->advance(10, {.tolerance = 1e-6, .cycle_limit = 60}).converged());
      }
      const auto difference = [&](const Lattice::Extent& offset) {
        const Site site =
            fine.spec().sites.site({at[0] + offset[0], at[1] + offset[1], at[2] + offset[2]});
        return double{coarse.at(site)[0]} / double{fine.at(site)[0]} - 1;
      };
      for (int x = -1; x <= 1; ++x)
        for (int y = -1; y <= 1; ++y)
          for (int z = -1; z <= 1; ++z) CHECK(std::abs(difference({x, y, z})) < 0.02);
      CHECK(std::abs(difference({0, 0, 0})) < 0.005);
      // Further away a source counts from its voxel's centre, 8.7 µm from its own: e^(−r/λ)/r
      // changes by 1/r + 1/λ of itself on a way of 1.
      CHECK(std::abs(difference({7, 0, 0})) < 8.7 * (1 / 70.0 + 1 / 316.0));
      CHECK(std::abs(difference({-6, 5, 6})) < 8.7 * (1 / 98.5 + 1 / 316.0));
    }
}

TEST_CASE("a source at the corner of the box, and one that does not spread") {
  FactorBlock block = block_of(2, 0);
  block.add_source(0, Site{0}, 1000);
  block.advance(1, {});
  CHECK(block.at(Site{0})[0] == block.concentrations[0]);
  FactorBlock spreading = block_of(2, 600);
  spreading.add_source(0, Site{0}, 1000);
  spreading.advance(1, {});
  CHECK(spreading.at(Site{0})[0] > spreading.concentrations[0]);
}

TEST_CASE("what was exchanged with a pool is no source of a cell") {
  FactorBlock block = block_of(2, 600);
  block.add_exchange(0, Site{0}, 100, 5);
  block.advance(1, {});
  CHECK(block.concentrations[0] > 0);
  CHECK(block.at(Site{0})[0] == block.concentrations[0]);
}

TEST_CASE("new sources replace the old ones, and a restored table reads the same") {
  FactorBlock block = block_of(2, 600);
  const Site site = block.spec().sites.site({12, 13, 14});
  block.add_source(0, site, 1000);
  block.advance(1, {});
  FactorBlock other = block_of(2, 600);
  for (std::size_t t = 0; t < block.tables().size(); ++t) {
    other.tables()[t]->resize(block.tables()[t]->rows());
    for (std::size_t c = 0; c < block.tables()[t]->columns().size(); ++c)
      std::ranges::copy(block.tables()[t]->columns()[c]->bytes(),
                        other.tables()[t]->columns()[c]->bytes().begin());
    other.tables()[t]->columns_restored();
  }
  CHECK(block.at(site)[0] == other.at(site)[0]);
  const double with_source = double{block.at(site)[0]};
  block.advance(1e-6, {});
  CHECK(double{block.at(site)[0]} ==
        doctest::Approx(block.concentration(0, block.spec().sites.position(site))));
  CHECK(with_source > 1.5 * double{block.at(site)[0]});
}
