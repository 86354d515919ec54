// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/stencil.hpp"

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "core/fields/multigrid.hpp"

using namespace isletsim;
using namespace isletsim::detail;

namespace {

/// Five cycles from random numbers: the concentrations and what they leave.
std::vector<float> solved_by(const StencilKernels& kernels, const FactorBlockSpec& spec,
                             bool begun_on_the_way = true) {
  const std::size_t voxels = spec.sites.size();
  AlignedVector<float> concentration(voxels * lane_count);
  AlignedVector<float> residual(voxels * lane_count);
  AlignedVector<float> correction(voxels * lane_count);
  std::vector<std::uint32_t> slots(voxels, SparseAccumulator::no_slot);
  SolveSources sources{.slot_of_voxel = slots, .source = {}, .shift = {}};
  std::vector<float> uptake;
  RandomStream random(Seed{3}, Purpose::test, CellId(1, 1), 0);
  for (float& c : concentration) c = static_cast<float>(random.uniform());
  for (std::uint32_t slot = 0; slot < 20; ++slot) {
    slots[random.below(voxels)] = slot;
    for (std::size_t l = 0; l < lane_count; ++l) {
      sources.source.push_back(static_cast<float>(random.uniform()));
      sources.shift.push_back(static_cast<float>(0.1 * random.uniform()));
      uptake.push_back(static_cast<float>(10 * random.uniform()));
    }
  }
  Multigrid solver(spec, kernels);
  solver.set_time_step(0.7);
  solver.set_uptake({.slot_of_voxel = slots, .rate = uptake});
  const SolveArrays arrays{concentration.data(), residual.data(), correction.data()};
  static_cast<void>(solver.begin_step(arrays, sources, 1.3, begun_on_the_way));
  for (int cycle = 0; cycle < 3; ++cycle) {
    if (cycle > 0 || !begun_on_the_way) solver.begin_cycle(arrays);
    static_cast<void>(solver.finish_cycles(arrays, cycle < 2 ? 2 : 1));
  }
  std::vector<float> result(concentration.begin(), concentration.end());
  result.insert(result.end(), residual.begin(), residual.end());
  return result;
}

}  // namespace

TEST_CASE("every instruction set gives the same bits, in uniform and in layered media") {
  const Lattice sites({13, 10, 7}, 10.0);
  FactorBlockSpec spec{.name = "test", .sites = sites, .islet_centre = sites.centre(), .lanes = {}};
  for (std::size_t l = 0; l < lane_count; ++l)
    spec.lanes.push_back({.key = "factor",
                          .diffusivity = std::ldexp(3.0, static_cast<int>(l)),
                          .decay_rate = 0.01 * static_cast<double>(l),
                          .storage = l % 3 == 0 ? Storage::quasi_steady : Storage::transient});
  FactorBlockSpec layered = spec;
  for (LaneSpec& lane : layered.lanes)
    lane.class_diffusivity = {lane.diffusivity, 0.01 * lane.diffusivity};
  for (std::uint32_t v = 0; v < sites.size(); ++v)
    layered.tissue_class.push_back(sites.coordinates(Site{v})[0] < 5 ? 0 : 1);
  const std::vector<const StencilKernels*> kernels = available_stencil_kernels();
  REQUIRE(!kernels.empty());
  for (const FactorBlockSpec& medium : {spec, layered}) {
    const std::vector<float> portable = solved_by(*kernels.front(), medium);
    for (const StencilKernels* other : kernels) {
      CAPTURE(other->name);
      CHECK(solved_by(*other, medium) == portable);
    }
    // Whether a cycle is expected is no state: it may change no bit.
    CHECK(solved_by(*kernels.back(), medium, false) == portable);
  }
}
