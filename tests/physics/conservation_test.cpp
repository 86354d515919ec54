// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/physics/field_setup.hpp"
#include "tests/physics/ledger.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;
using namespace isletsim::physics;

TEST_CASE("over 500 loose steps the amount stays within the last residual") {
  Ledger ledger(closed_lanes(), 1);
  for (std::int64_t step = 1; step <= 500; ++step) {
    ledger.step(step, {.tolerance = 1e-3});
    if (step % 125 != 0) continue;
    for (std::size_t l = 0; l < ledger.block().lanes(); ++l) {
      CAPTURE(step);
      CAPTURE(l);
      CHECK(std::abs(ledger.imbalance(l) + ledger.carried_share(l)) < 2e-7);
      CHECK(std::abs(ledger.imbalance(l)) < 1e-4);
    }
  }
}

TEST_CASE("solves to 1e-6 keep the amount to 1e-6") {
  Ledger ledger(closed_lanes(), 1);
  for (std::int64_t step = 1; step <= 500; ++step) {
    ledger.step(step, {.tolerance = 1e-6});
    CHECK(ledger.report().converged());
    if (step % 100 == 0)
      for (std::size_t l = 0; l < ledger.block().lanes(); ++l)
        CHECK(std::abs(ledger.imbalance(l)) < 1e-6);
  }
}

TEST_CASE("no concentration falls below 0 in a medium with jumps of 1000 to 1") {
  const Lattice sites({18, 15, 12}, 10.0);
  std::vector<LaneSpec> lanes;
  for (const double diffusivity : {1.0, 100.0, 1e4})
    for (const Storage storage : {Storage::transient, Storage::quasi_steady}) {
      lanes.push_back(lane(0, 0.01, storage, all_faces(BoundaryKind::open)));
      lanes.back().class_diffusivity = {diffusivity, 1000 * diffusivity};
    }
  FactorBlockSpec spec = block_spec(sites, lanes);
  RandomStream medium(Seed{5}, test_draw, CellId(1, 1), 0);
  for (std::size_t v = 0; v < sites.size(); ++v)
    spec.tissue_class.push_back(medium.bernoulli(0.3) ? 1 : 0);
  FactorBlock block(spec);
  for (std::int64_t step = 1; step <= 30; ++step) {
    RandomStream random(Seed{5}, test_draw, CellId(1, 2), step);
    if (step % 5 != 0)
      for (int i = 0; i < 30; ++i)
        for (std::size_t l = 0; l < lanes.size(); ++l) {
          const Site site{static_cast<std::uint32_t>(random.below(sites.size()))};
          block.add_source(l, site, random.lognormal(100, 3));
          block.add_saturable_uptake(l,
                                     Site{static_cast<std::uint32_t>(random.below(sites.size()))},
                                     random.lognormal(100, 3), 1.0);
        }
    block.advance(random.lognormal(1, 2), {});
    const auto values = block.concentrations.values();
    CHECK(std::all_of(values.begin(), values.end(), [](float c) { return c >= 0; }));
  }
  CHECK(block.maximum()[0] > 0);
}
