// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/factor_block.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/error.hpp"
#include "core/base/random.hpp"

using namespace isletsim;

namespace {

LaneSpec closed_lane(const std::string& key, double diffusivity, double decay_rate) {
  return {.key = key,
          .diffusivity = diffusivity,
          .decay_rate = decay_rate,
          .faces = all_faces(BoundaryKind::closed)};
}

FactorBlockSpec block_spec(int sites, int spacing, std::vector<LaneSpec> lanes) {
  const Lattice lattice({sites, sites, sites}, 10.0);
  return {.name = "block",
          .sites = lattice,
          .spacing_in_sites = spacing,
          .islet_centre = lattice.centre(),
          .lanes = std::move(lanes)};
}

double amount(const FactorBlock& block, std::size_t lane) {
  double sum = 0;
  for (std::size_t v = 0; v < block.rows(); ++v)
    sum += double{block.concentrations[block.index(v, lane)]} +
           double{block.residual[block.index(v, lane)]};
  return sum * block.voxel_volume() * molecules_per_nM_um3;
}

}  // namespace

TEST_CASE("1 nM in 1000 µm³ is 602 molecules") {
  CHECK(1000 * molecules_per_nM_um3 == doctest::Approx(602.214076));
}

TEST_CASE("a deposit arrives as that many molecules, in the voxel that holds the site") {
  FactorBlock block(block_spec(8, 4, {closed_lane("a", 0, 0), closed_lane("b", 100, 0)}));
  const Site site = block.spec().sites.site({3, 4, 7});
  block.add_source(0, site, 500);
  block.add_source(1, site, 2e6);
  CHECK(block.advance(3, {}).converged());
  CHECK(amount(block, 0) == doctest::Approx(1500).epsilon(1e-6));
  CHECK(amount(block, 1) == doctest::Approx(6e6).epsilon(1e-6));
  const Voxel voxel{block.voxels().index({0, 1, 1})};
  CHECK(block.voxel(site) == voxel);
  CHECK(block.concentrations[block.index(voxel.value(), 0)] ==
        doctest::Approx(1500 / (64000 * molecules_per_nM_um3)));
  CHECK(block.advance(3, {}).converged());  // the deposit was used up
  CHECK(amount(block, 0) == doctest::Approx(1500).epsilon(1e-6));
}

TEST_CASE("between voxels of two sites a deposit counts with the weights of reading") {
  FactorBlock block(block_spec(8, 2, {closed_lane("a", 0, 0)}));
  const auto of_voxel = [&](const Lattice::Extent& at) {
    return double{block.concentrations[block.index(block.voxels().index(at), 0)]} *
           block.voxel_volume() * molecules_per_nM_um3;
  };
  block.add_source(0, block.spec().sites.site({3, 4, 5}), 1000);
  block.advance(1, {});
  for (int corner = 0; corner < 8; ++corner) {
    const std::array<bool, 3> other{corner % 2 == 1, corner / 2 % 2 == 1, corner / 4 == 1};
    double weight = 1;
    for (const bool is_other : other) weight *= is_other ? 0.25 : 0.75;
    CHECK(of_voxel({other[0] ? 2 : 1, other[1] ? 1 : 2, other[2] ? 3 : 2}) ==
          doctest::Approx(1000 * weight));
  }
  CHECK(amount(block, 0) == doctest::Approx(1000));

  // At a face of the box, where reading is constant beyond the outermost centres.
  FactorBlock at_wall(block_spec(8, 2, {closed_lane("a", 0, 0)}));
  at_wall.add_source(0, at_wall.spec().sites.site({0, 7, 5}), 1000);
  at_wall.advance(1, {});
  const auto share = [&](const Lattice::Extent& at) {
    return double{at_wall.concentrations[at_wall.index(at_wall.voxels().index(at), 0)]} *
           at_wall.voxel_volume() * molecules_per_nM_um3 / 1000;
  };
  CHECK(share({0, 3, 2}) == doctest::Approx(0.75));
  CHECK(share({0, 3, 3}) == doctest::Approx(0.25));
  CHECK(amount(at_wall, 0) == doctest::Approx(1000));
}

TEST_CASE("a deposit stays in the tissue of its site") {
  LaneSpec lane = closed_lane("a", 0, 0);
  lane.class_diffusivity = {0, 0};
  FactorBlockSpec spec = block_spec(8, 2, {lane});
  spec.tissue_class.resize(64);
  for (std::size_t v = 0; v < 64; ++v) spec.tissue_class[v] = v % 4 < 2 ? 0 : 1;  // by x
  FactorBlock block(spec);
  block.add_source(0, spec.sites.site({3, 4, 5}), 1000);
  block.advance(1, {});
  for (std::size_t v = 0; v < 64; ++v)
    if (v % 4 >= 2) CHECK(block.concentrations[block.index(v, 0)] < 1e-6);
  CHECK(amount(block, 0) == doctest::Approx(1000));
}

TEST_CASE("the order of deposits changes no bit") {
  std::vector<int> order(500);
  std::iota(order.begin(), order.end(), 0);
  const auto state_after = [&] {
    FactorBlock block(block_spec(8, 2, {closed_lane("a", 600, 0.01), closed_lane("b", 9, 0)}));
    for (const int i : order) {
      const Site site{static_cast<std::uint32_t>(i * 37 % 512)};
      block.add_source(0, site, 0.1 * i);
      block.add_uptake(0, site, 7.7 * (i % 5));
      block.add_saturable_uptake(1, site, 0.3 * (i % 7), 2.0);
      block.add_source(1, site, 1e-3 * i);
    }
    block.advance(10, {});
    const auto values = block.concentrations.values();
    return std::vector<float>(values.begin(), values.end());
  };
  const std::vector<float> forwards = state_after();
  std::reverse(order.begin(), order.end());
  CHECK(state_after() == forwards);
  std::rotate(order.begin(), order.begin() + 123, order.end());
  CHECK(state_after() == forwards);
}

TEST_CASE("deposits from 1e-4 to 1e12 molecules per minute keep three digits") {
  for (const double rate : {1e-4, 1.0, 1e6, 1e12}) {
    FactorBlock block(block_spec(2, 1, {closed_lane("a", 0, 0)}));
    block.add_source(0, Site{5}, rate);
    block.advance(1, {});
    CHECK(amount(block, 0) == doctest::Approx(rate).epsilon(2e-3));
  }
  FactorBlock block(block_spec(2, 1, {closed_lane("a", 0, 0)}));
  CHECK_THROWS_AS(block.add_source(0, Site{5}, -1.0), InternalError);
  CHECK_THROWS_AS(block.add_source(0, Site{5}, std::nan("")), InternalError);
  CHECK_THROWS_AS(block.add_source(0, Site{5}, 1e13), InternalError);
  block.add_source(0, Site{5}, 1e12);
  block.add_source(0, Site{5}, 1e12);
  CHECK_THROWS_AS(block.add_source(0, Site{5}, 1e12), InternalError);
}

TEST_CASE("one voxel decays and is cleared as backward Euler says") {
  // c₁ = c₀ / (1 + (k + u) Δt)
  LaneSpec lane = closed_lane("a", 1000, 0.3);
  lane.initial = 8;
  FactorBlock block(block_spec(1, 1, {lane}));
  block.add_uptake(0, Site{0}, 500);  // of 1000 µm³: 0.5/min
  block.advance(2, {.tolerance = 1e-7});
  CHECK(block.concentrations[0] == doctest::Approx(8 / (1 + 0.8 * 2)).epsilon(1e-6));
}

TEST_CASE(
    "the slowest loss is the rate of the slowest mode, and none where none is to be followed") {
  // Between held faces the slowest mode is a half sine along each axis; of the discrete operator it
  // has the eigenvalue 3 · 2D/h² (1 − cos(π/n)).
  const int n = 12;
  LaneSpec held = closed_lane("held", 600, 0.01);
  held.faces = all_faces(BoundaryKind::fixed, 7);
  LaneSpec medium = closed_lane("medium", 600, 0.01);
  medium.faces[5] = {BoundaryKind::reservoir, 3.0};
  medium.reservoir_volume = 1e6;
  LaneSpec steady = held;
  steady.storage = Storage::quasi_steady;
  const std::vector<double> losses =
      slowest_losses(block_spec(n, 1, {held, closed_lane("closed", 600, 0.01), medium, steady}));
  const double mode = 3 * 2 * 600 / 100.0 * (1 - std::cos(3.14159265358979 / n));
  CHECK(losses[0] == doctest::Approx(0.01 + mode).epsilon(1e-3));
  CHECK(losses[1] == doctest::Approx(0.01).epsilon(1e-3));
  CHECK(losses[2] == 0);
  CHECK(losses[3] == 0);
}

TEST_CASE("the slowest loss is the same in one fitted step as in many") {
  // c₁ = c₀ e^(−kΔt) + s (1 − e^(−kΔt)) / k
  for (const double dt : {1.0, 10.0, 25.0}) {
    LaneSpec lane = closed_lane("a", 1000, 0.1);
    lane.initial = 8;
    lane.fitted_loss = 0.1;
    FactorBlock block(block_spec(4, 1, {lane}));
    for (std::uint32_t site = 0; site < 64; ++site) block.add_source(0, Site{site}, 500);
    CHECK(block.advance(dt, {.tolerance = 1e-7}).converged());
    const double source = 500 / (1000 * molecules_per_nM_um3);
    const double left = std::exp(-0.1 * dt);
    CHECK(block.mean()[0] == doctest::Approx(8 * left + source * (1 - left) / 0.1).epsilon(1e-5));
  }
}

TEST_CASE("a plume fades through open faces in steps of 10 min as it does in short ones") {
  // An islet's box and a protein: a thousandth is left after two hours. Plain backward Euler leaves
  // two and a half times as much.
  LaneSpec lane{.key = "a", .diffusivity = 600, .decay_rate = 0.006};
  FactorBlockSpec spec = block_spec(32, 2, {lane});
  FactorBlock short_steps(spec);
  spec.lanes[0].fitted_loss = slowest_losses(spec)[0];
  FactorBlock long_steps(spec);
  const auto release = [](FactorBlock& block) {
    block.add_source(0, block.spec().sites.site({13, 17, 20}), 1e6);
  };
  for (int i = 0; i < 100; ++i) {
    release(short_steps);
    short_steps.advance(1, {.tolerance = 1e-5, .order = 2});
    if (i % 10 != 9) continue;
    release(long_steps);
    long_steps.advance(10, {});
  }
  const double at_end = short_steps.mean()[0];
  for (int hour = 0; hour < 2; ++hour) {
    for (int i = 0; i < 60; ++i) short_steps.advance(1, {.tolerance = 1e-5, .order = 2});
    for (int i = 0; i < 6; ++i) long_steps.advance(10, {});
    CHECK(long_steps.mean()[0] == doctest::Approx(short_steps.mean()[0]).epsilon(0.01));
  }
  CHECK(short_steps.mean()[0] < 1.5e-3 * at_end);
}

TEST_CASE("sources that change before a step's end count by how much of them is left then") {
  // On for 9 min, then off for one: s (e^(−k) − e^(−10k)) / k.
  LaneSpec fitted = closed_lane("fitted", 1000, 0.1);
  fitted.fitted_loss = 0.1;
  LaneSpec steady = closed_lane("steady", 1000, 0.1);
  steady.storage = Storage::quasi_steady;
  FactorBlock block(block_spec(4, 1, {fitted, closed_lane("plain", 1000, 0.1), steady}));
  CHECK(block.share_of_last(1, 1, 10) == doctest::Approx(0.1));
  CHECK(block.share_of_last(2, 1, 10) == 1);
  for (std::size_t lane = 0; lane < 3; ++lane) {
    CHECK(block.share_of_last(lane, 10, 10) == 1);
    const double until_change = 1 - block.share_of_last(lane, 1, 10);
    for (std::uint32_t site = 0; site < 64; ++site)
      block.add_source(lane, Site{site}, until_change * 500);
  }
  block.advance(10, {.tolerance = 1e-7});
  const double source = 500 / (1000 * molecules_per_nM_um3);
  CHECK(block.mean()[0] ==
        doctest::Approx(source * (std::exp(-0.1) - std::exp(-1.0)) / 0.1).epsilon(1e-5));
  CHECK(block.mean()[2] == 0);
}

TEST_CASE("a quasi-steady factor forgets, a transient one adds up") {
  LaneSpec steady = closed_lane("steady", 1000, 0.5);
  steady.storage = Storage::quasi_steady;
  FactorBlock block(block_spec(4, 1, {steady, closed_lane("sum", 1000, 0)}));
  for (int step = 0; step < 3; ++step) {
    for (std::uint32_t site = 0; site < 64; ++site)
      for (std::size_t lane = 0; lane < 2; ++lane) block.add_source(lane, Site{site}, 100);
    CHECK(block.advance(4, {.tolerance = 1e-6}).converged());
  }
  const double rate = 100 / (1000 * molecules_per_nM_um3);
  CHECK(block.mean()[0] == doctest::Approx(rate / 0.5).epsilon(1e-5));
  CHECK(block.mean()[1] == doctest::Approx(12 * rate).epsilon(1e-5));
  block.advance(4, {});
  CHECK(block.maximum()[0] == 0);
  CHECK(block.mean()[1] == doctest::Approx(12 * rate).epsilon(1e-5));
}

TEST_CASE("reading interpolates a linear profile exactly and is constant beyond the centres") {
  for (const int spacing : {1, 2, 4}) {
    FactorBlock block(block_spec(16, spacing, {closed_lane("a", 1, 0), closed_lane("b", 1, 0)}));
    const auto profile = [](const Vector3& p) {
      return 5 + 0.1 * p[0] - 0.02 * p[1] + 0.03 * p[2];
    };
    for (std::uint32_t v = 0; v < block.rows(); ++v)
      block.concentrations[block.index(v, 1)] =
          static_cast<float>(profile(block.voxels().position(v)));
    const Site site = block.spec().sites.site({5, 9, 6});
    const Vector3 point = block.spec().sites.position(site);
    CHECK(block.at(site)[1] == doctest::Approx(profile(point)));
    CHECK(block.at(site)[0] == 0);
    CHECK(block.concentration(1, site) == double{block.at(site)[1]});
    const Vector3 gradient = block.gradient(1, site);
    CHECK(gradient[0] == doctest::Approx(0.1));
    CHECK(gradient[1] == doctest::Approx(-0.02));
    CHECK(gradient[2] == doctest::Approx(0.03));
    const Site corner = block.spec().sites.site({0, 0, 15});
    CHECK(block.gradient(1, corner)[0] == doctest::Approx(0.1));
    CHECK(block.gradient(1, corner)[2] == doctest::Approx(0.03));
    CHECK(block.concentration(1, Site{0}) ==
          doctest::Approx(block.concentrations[block.index(0, 1)]));
  }
}

TEST_CASE("lanes without a factor stay zero") {
  FactorBlock block(block_spec(5, 1, {closed_lane("a", 600, 0.1)}));
  block.add_source(0, Site{7}, 1000);
  block.advance(1, {});
  for (std::size_t v = 0; v < block.rows(); ++v)
    for (std::size_t l = 1; l < block.room(); ++l) {
      CHECK(block.concentrations[block.index(v, l)] == 0);
      CHECK(block.residual[block.index(v, l)] == 0);
    }
}

TEST_CASE("a solve that is cut short says so") {
  FactorBlock block(block_spec(16, 1, {closed_lane("a", 6000, 0.01), closed_lane("b", 0, 0.01)}));
  block.add_source(0, Site{7}, 1000);
  block.add_source(1, Site{7}, 1000);
  const SolveReport report = block.advance(10, {.tolerance = 1e-6, .cycle_limit = 1});
  CHECK(report.cycles == 1);
  CHECK(report.lanes_not_converged == 1);
  CHECK_FALSE(report.converged());
  CHECK(report.relative_residual[0] > 1e-6);
}

TEST_CASE("a block is rebuilt from its columns: the next step gives the same bits") {
  const auto make = [] {
    LaneSpec medium = closed_lane("medium", 2000, 0.01);
    medium.faces[5] = {BoundaryKind::reservoir, 3.0};
    medium.reservoir_volume = 1e6;
    return FactorBlock(block_spec(8, 2, {closed_lane("a", 600, 0.1), medium}));
  };
  FactorBlock block = make();
  block.add_source(0, Site{7}, 1000);
  block.advance(1, {});
  FactorBlock other = make();
  for (std::size_t t = 0; t < 2; ++t)
    for (std::size_t c = 0; c < block.tables()[t]->columns().size(); ++c)
      std::ranges::copy(block.tables()[t]->columns()[c]->bytes(),
                        other.tables()[t]->columns()[c]->bytes().begin());
  for (FactorBlock* b : {&block, &other}) {
    b->add_source(0, Site{9}, 1000);
    b->advance(1, {});
  }
  CHECK(std::ranges::equal(block.concentrations.values(), other.concentrations.values()));
  CHECK(block.reservoir_concentration(1) == other.reservoir_concentration(1));
}

TEST_CASE("blocks that share an array to work in give the same bits as blocks of their own") {
  const auto work_arrays = std::make_shared<WorkArrays>();
  const auto spec = [](int sites) {
    return block_spec(sites, 1, {closed_lane("a", 600, 0.01), closed_lane("b", 9000, 0.1)});
  };
  FactorBlock first(spec(8), work_arrays);
  FactorBlock second(spec(12), work_arrays);
  FactorBlock alone(spec(8));
  for (std::uint32_t step = 0; step < 3; ++step) {
    for (FactorBlock* block : {&first, &second, &alone}) {
      block->add_source(0, Site{77 + step}, 1e4);
      block->add_source(1, Site{123}, 1e4);
      block->advance(1, {});
    }
    CHECK(std::ranges::equal(first.concentrations.values(), alone.concentrations.values()));
    CHECK(std::ranges::equal(first.residual.values(), alone.residual.values()));
  }
}

TEST_CASE("an impossible block is refused") {
  CHECK_THROWS_AS(FactorBlock(block_spec(7, 2, {})), InternalError);
  CHECK_THROWS_AS(FactorBlock(block_spec(9, 3, {})), InternalError);
  CHECK_THROWS_AS(FactorBlock(block_spec(8, 1, std::vector<LaneSpec>(17))), InternalError);
  CHECK_THROWS_AS(FactorBlock(block_spec(8, 1, {closed_lane("a", -1, 0)})), InternalError);
  CHECK_THROWS_AS(FactorBlock(block_spec(8, 1, {closed_lane("a", 1, std::nan(""))})),
                  InternalError);
  LaneSpec lane = closed_lane("a", 1, 0);
  lane.class_diffusivity = {1, 2};
  CHECK_THROWS_AS(FactorBlock(block_spec(8, 1, {lane})), InternalError);
  lane.class_diffusivity = {};
  lane.faces[0] = {BoundaryKind::reservoir, 1};
  CHECK_THROWS_AS(FactorBlock(block_spec(8, 1, {lane})), InternalError);
}

TEST_CASE("a factor without sources decays to nothing and every solve converges on the way") {
  FactorBlock block(block_spec(8, 1, {closed_lane("a", 1000, 1.0)}));
  block.add_source(0, block.spec().sites.site({3, 4, 5}), 1e4);
  CHECK(block.advance(1, {}).converged());
  for (int step = 0; step < 100; ++step) {
    const SolveReport report = block.advance(10, {});
    CHECK(report.converged());
    CHECK(report.cycles < 10);
  }
  CHECK(block.maximum()[0] == 0);
}

TEST_CASE("what a lone cell released fades once it has stopped, and every solve converges") {
  // Beside one source the residual that is carried is small; beside what is there hours later it is
  // not, and where it is negative no change of concentration can remove it.
  LaneSpec lane{.key = "IL2", .diffusivity = 780, .decay_rate = 0.09};
  FactorBlockSpec spec = block_spec(32, 1, {lane});
  spec.lanes[0].fitted_loss = slowest_losses(spec)[0];
  FactorBlock block(spec);
  for (int burst = 0; burst < 10; ++burst) {
    for (int hour = 0; hour < 10; ++hour) {
      block.add_source(0, Site{static_cast<std::uint32_t>(9000 + 997 * (10 * burst + hour) % 9000)},
                       100);
      CHECK(block.advance(60, {}).converged());
    }
    CAPTURE(burst);
    const double at_end = amount(block, 0);
    for (int hour = 0; hour < 24; ++hour) {
      const SolveReport report = block.advance(60, {});
      CAPTURE(hour);
      CHECK(report.converged());
      CHECK(report.cycles <= 5);
      CHECK(amount(block, 0) <= at_end);
    }
    CHECK(block.maximum()[0] == 0);
  }
}

namespace {

/// Eight factors, or the same eight twice, with sources in some sites and uptake in one.
FactorBlockSpec groups_of_eight(std::size_t times, int spacing) {
  std::vector<LaneSpec> lanes;
  for (std::size_t l = 0; l < 8 * times; ++l)
    lanes.push_back(closed_lane("factor", std::ldexp(20.0, static_cast<int>(l % 8)), 0.01));
  FactorBlockSpec spec = block_spec(12, spacing, lanes);
  spec.lanes_together = 8;
  return spec;
}

void deposit(FactorBlock& block, std::uint32_t step, std::size_t first, std::size_t last) {
  for (std::size_t l = first; l < last; ++l) {
    block.add_source(l, Site{77 + step}, 1e4);
    block.add_saturable_uptake(l, Site{123}, 1e3, 2.0);
  }
}

bool equal_lanes(const FactorBlock& a, std::size_t first_of_a, const FactorBlock& b) {
  bool equal = true;
  for (std::size_t v = 0; v < a.rows(); ++v)
    for (std::size_t l = 0; l < 8; ++l) {
      const std::size_t i = a.index(v, first_of_a + l);
      const std::size_t j = b.index(v, l);
      equal = equal && a.concentrations[i] == b.concentrations[j] && a.residual[i] == b.residual[j];
    }
  return equal;
}

}  // namespace

TEST_CASE("a block of at most 8 factors has room for 8, of more for 16") {
  CHECK(FactorBlock(block_spec(4, 1, std::vector<LaneSpec>(5))).room() == 8);
  CHECK(FactorBlock(block_spec(4, 1, std::vector<LaneSpec>(8))).room() == 8);
  CHECK(FactorBlock(block_spec(4, 1, std::vector<LaneSpec>(9))).room() == 16);
}

TEST_CASE("a factor has the same bits in a block of 8 and in either half of one of 16") {
  for (const int spacing : {1, 2}) {
    FactorBlock eight(groups_of_eight(1, spacing));
    FactorBlock sixteen(groups_of_eight(2, spacing));
    FactorBlockSpec spec = groups_of_eight(2, spacing);
    spec.lanes_together = 16;
    FactorBlock together(spec);
    for (std::uint32_t step = 0; step < 3; ++step) {
      for (FactorBlock* block : {&eight, &sixteen, &together}) {
        deposit(*block, step, 0, block->lanes());
        block->advance(1, {});
      }
      for (const std::size_t first : {std::size_t{0}, std::size_t{8}}) {
        CHECK(equal_lanes(sixteen, first, eight));
        CHECK(equal_lanes(together, first, eight));
        for (std::size_t l = 0; l < 8; ++l)
          CHECK(sixteen.at(Site{78 + step})[first + l] == eight.at(Site{78 + step})[l]);
      }
      CHECK(eight.maximum()[3] > 0);
    }
  }
}

TEST_CASE("groups of eight lanes that are passed over at once have the bits that each has alone") {
  FactorBlock lower(groups_of_eight(1, 2));
  FactorBlock upper(groups_of_eight(1, 2));
  FactorBlock both(groups_of_eight(2, 2));
  int alike = 0;
  int different = 0;
  for (std::uint32_t step = 0; step < 80; ++step) {
    for (std::size_t l = 0; l < 8; ++l) {
      // Sources that are large beside what is there take more cycles.
      for (FactorBlock* block : {&lower, &both}) block->add_source(l, Site{77 + 13 * step}, 1e4);
      const double rate = step % 40 < 5 ? 1e6 : 10;
      upper.add_source(l, Site{500}, rate);
      both.add_source(8 + l, Site{500}, rate);
    }
    const int cycles_of_lower = lower.advance(1, {}).cycles;
    const int cycles_of_upper = upper.advance(1, {}).cycles;
    CHECK(both.advance(1, {}).cycles == std::max(cycles_of_lower, cycles_of_upper));
    CHECK(equal_lanes(both, 0, lower));
    CHECK(equal_lanes(both, 8, upper));
    ++(cycles_of_lower == cycles_of_upper ? alike : different);
  }
  CHECK(alike > 5);
  CHECK(different > 5);
}

TEST_CASE("eight lanes without a factor cost no pass, and whether they are passed changes no bit") {
  std::vector<LaneSpec> lanes;
  for (std::size_t l = 0; l < 16; ++l)
    lanes.push_back(closed_lane("factor", 600 + 50 * static_cast<double>(l), 1));
  FactorBlockSpec spec = block_spec(12, 2, lanes);
  spec.lanes_together = 8;
  FactorBlock block(spec);
  FactorBlock passed(spec);
  const Site site{77};
  for (int step = 0; step < 40; ++step) {
    passed.columns_restored();
    for (FactorBlock* b : {&block, &passed}) {
      for (std::size_t l = 0; l < 8; ++l) b->add_source(l, site, 1e4);
      // The others come for a while, and decay to nothing.
      if (step == 3 || step == 4)
        for (std::size_t l = 8; l < 16; ++l) b->add_source(l, site, 1e4);
      CHECK(b->advance(10, {}).converged());
    }
    CHECK(std::ranges::equal(block.concentrations.values(), passed.concentrations.values()));
    CHECK(std::ranges::equal(block.residual.values(), passed.residual.values()));
    CHECK(block.at(site)[9] == passed.at(site)[9]);
    if (step == 3 || step == 4) CHECK(block.maximum()[9] > 0);
    if (step < 3 || step > 30) CHECK(block.maximum()[9] == 0);
  }
  // A pass would spread what stands in one voxel, unknown to the block.
  block.concentrations[block.index(100, 9)] = 7;
  block.advance(10, {});
  CHECK(block.concentrations[block.index(100, 9)] == 7);
  block.columns_restored();
  block.advance(10, {});
  CHECK(block.concentrations[block.index(100, 9)] < 7);
  CHECK(block.concentrations[block.index(101, 9)] > 0);
}

TEST_CASE("a block of 8 factors takes half of what one of 16 does, but for its maps") {
  const Lattice::Extent voxels{32, 32, 32};
  const double eight = static_cast<double>(FactorBlock::memory(voxels, 8, 1));
  const double sixteen = static_cast<double>(FactorBlock::memory(voxels, 16, 1));
  const double maps = 32768.0 * 4 * (2 + 2.0 / 7);
  CHECK(eight - maps == doctest::Approx((sixteen - maps) / 2).epsilon(1e-4));
  CHECK(FactorBlock::working_memory(voxels, 8) == 32768 * 32);
  CHECK(FactorBlock::working_memory(voxels, 9) == 32768 * 64);
}
