// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <doctest/doctest.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "core/state/state_hash.hpp"
#include "tests/physics/field_setup.hpp"

using namespace isletsim;
using namespace isletsim::physics;

TEST_CASE("a block larger than 64³ gives the same bits at any number of threads") {
  const auto hash_at = [](std::size_t threads) {
    const tbb::global_control workers(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena arena(static_cast<int>(threads));
    return arena.execute([] {
      const Lattice sites({65, 63, 67}, 10.0);
      FactorBlock block(block_spec(
          sites, {lane(6000, 0.1, Storage::transient, all_faces(BoundaryKind::open)),
                  lane(1.2e5, 0, Storage::quasi_steady, all_faces(BoundaryKind::fixed, 3))}));
      for (int step = 0; step < 2; ++step) {
        for (std::uint32_t v = 0; v < sites.size(); v += 17) {
          block.add_source(0, Site{v}, 1000.0 + v % 13);
          block.add_saturable_uptake(1, Site{v}, 1e5, 2.0);
        }
        block.advance(1, {.tolerance = 1e-2});
      }
      const StateSection section{1, {block.tables()[0], block.tables()[1]}};
      return hash_state({&section, 1});
    });
  };
  const StateHash one = hash_at(1);
  CHECK(hash_at(2) == one);
  CHECK(hash_at(3) == one);
  CHECK(hash_at(8) == one);
}
