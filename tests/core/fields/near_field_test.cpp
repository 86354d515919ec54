// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/near_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
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
  const auto g = detail::lattice_green;
  for (int i = 0; i <= 2; ++i)
    for (int j = 0; j <= 2; ++j)
      for (int k = 0; k <= 2; ++k) {
        const auto u = [](int n) { return static_cast<std::size_t>(n); };
        CHECK(g(u(i), u(j), u(k)) == doctest::Approx(green(i, j, k)).epsilon(1e-8));
      }
  CHECK(6 * (g(0, 0, 0) - g(1, 0, 0)) == doctest::Approx(1).epsilon(1e-12));  // −Δ G = δ
  CHECK(6 * g(1, 0, 0) == doctest::Approx(g(0, 0, 0) + g(2, 0, 0) + 4 * g(1, 1, 0)).epsilon(1e-12));
}

TEST_CASE("what is missing is the difference of the two lattices' plumes") {
  // Along each axis a source at site 0 counts 3/4 in voxel 0 and 1/4 in voxel −1; a site s is read
  // with 3/4 from voxel s/2, rounded down, and 1/4 from that on its other side.
  const auto weights = [](int site) {
    const int voxel = site >= 0 ? site / 2 : (site - 1) / 2;
    const int other = site % 2 == 0 ? voxel - 1 : voxel + 1;
    return std::array<std::pair<int, double>, 2>{{{voxel, 0.75}, {other, 0.25}}};
  };
  const auto size = [](int n) { return static_cast<std::size_t>(std::abs(n)); };
  const auto read = [&](const Lattice::Extent& site) {
    std::vector<std::pair<Lattice::Extent, double>> differences{{{0, 0, 0}, 1.0}};
    for (std::size_t a = 0; a < 3; ++a) {
      std::vector<std::pair<Lattice::Extent, double>> more;
      for (const auto& [d, w] : differences)
        for (const auto& [to, read_weight] : weights(site[a]))
          for (const auto& [from, deposit_weight] : weights(0)) {
            Lattice::Extent e = d;
            e[a] = to - from;
            more.emplace_back(e, w * read_weight * deposit_weight);
          }
      differences = more;
    }
    double sum = 0;
    for (const auto& [d, w] : differences)
      sum += w * detail::lattice_green(size(d[0]), size(d[1]), size(d[2]));
    return sum;
  };
  for (int x = -1; x <= 1; ++x)
    for (int y = -1; y <= 1; ++y)
      for (int z = -1; z <= 1; ++z) {
        const std::size_t beside = size(x) + size(y) + size(z);
        const std::size_t out = (x < 0 ? 1U : 0U) + (y < 0 ? 1U : 0U) + (z < 0 ? 1U : 0U);
        CHECK(
            detail::missing_from_plume(beside, out) ==
            doctest::Approx(detail::lattice_green(size(x), size(y), size(z)) - read({x, y, z}) / 2)
                .epsilon(1e-12));
      }
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
      // Beyond them an eighth at most is missing, of the two lattices' Green functions; and further
      // away little, whichever site of its voxel the source is in.
      for (const int x : {-2, 2}) CHECK(std::abs(difference({x, 0, 0})) < 0.13);
      for (const int x : {-3, 3}) CHECK(std::abs(difference({0, x, 0})) < 0.045);
      CHECK(std::abs(difference({7, 0, 0})) < 0.025);
      CHECK(std::abs(difference({-7, 0, 0})) < 0.025);
      CHECK(std::abs(difference({-6, 5, 6})) < 0.015);
      CHECK(std::abs(difference({6, -5, -6})) < 0.015);
    }
}

TEST_CASE("far from the border a source's plume is that of a point in free space") {
  // q e^(−r/λ) / (4π D r) about the source's own site, not about its voxel.
  constexpr double diffusivity = 2000;
  constexpr double length = 40;
  const Lattice sites({48, 48, 48}, 10.0);
  FactorBlock block({.name = "block",
                     .sites = sites,
                     .spacing_in_sites = 2,
                     .islet_centre = sites.centre(),
                     .lanes = {{.key = "factor",
                                .diffusivity = diffusivity,
                                .decay_rate = diffusivity / (length * length),
                                .storage = Storage::quasi_steady}}});
  const Lattice::Extent at{24, 23, 24};
  block.add_source(0, sites.site(at), 1e5);
  CHECK(block.advance(1, {.tolerance = 1e-6, .cycle_limit = 60}).converged());
  for (const int i : {-8, -7, -6, -5, 5, 6, 7, 8})
    for (const Lattice::Extent& offset :
         {Lattice::Extent{i, 0, 0}, {0, i, 0}, {0, 0, i}, {i, i, 0}}) {
      const Site site = sites.site({at[0] + offset[0], at[1] + offset[1], at[2] + offset[2]});
      const Vector3 p = sites.position(site);
      const Vector3 q = sites.position(sites.site(at));
      const double r = std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
      const double exact =
          1e5 / molecules_per_nM_um3 * std::exp(-r / length) / (4 * M_PI * diffusivity * r);
      CAPTURE(i);
      CHECK(block.at(site)[0] == doctest::Approx(exact).epsilon(0.06));
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
  CHECK(block.tables()[2]->rows() == 0);
  CHECK(with_source > 1.5 * double{block.at(site)[0]});
}

// By symmetry: the plume of one source is the same on either side of it, so that a cell senses no
// gradient of what it secretes itself, and its neighbours sense one that points to it.
TEST_CASE("the gradient holds the near field of a source") {
  FactorBlock block = block_of(2, 600);
  const Site site = block.spec().sites.site({12, 13, 14});
  const Site beside = block.spec().sites.site({13, 13, 14});
  block.add_source(0, site, 1000);
  block.advance(1, {});
  const double peak = block.concentration(0, site);
  for (const double slope : block.gradient(0, site)) CHECK(std::abs(slope) < 1e-3 * peak / 10);
  const double beyond = block.concentration(0, block.spec().sites.site({14, 13, 14}));
  CHECK(block.gradient(0, beside)[0] == doctest::Approx((beyond - peak) / 20));
  CHECK(block.gradient(0, beside)[0] < 0);
}
