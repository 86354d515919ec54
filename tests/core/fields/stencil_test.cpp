// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/fields/stencil.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "core/fields/multigrid.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;
using namespace isletsim::detail;

namespace {

/// Five cycles of some lanes from random numbers: the concentrations and what they leave, voxel by
/// voxel. Lane l of any spec gets the same numbers.
std::vector<float> solved_by(const StencilKernels& kernels, const FactorBlockSpec& spec,
                             const LaneGroup& lanes, bool begun_on_the_way = true) {
  const std::size_t voxels = spec.sites.size();
  const std::size_t room = lanes_of_voxel(spec.lanes.size());
  AlignedVector<float> concentration(voxels * room);
  AlignedVector<float> residual(voxels * room);
  AlignedVector<float> correction(voxels * room);
  std::vector<std::uint32_t> slots(voxels, SparseAccumulator::no_slot);
  SolveSources sources;
  sources.slot_of_voxel = slots;
  std::vector<float> uptake;
  std::vector<std::uint32_t> slot_of_source;
  const auto numbers = [](std::int64_t which) {
    return RandomStream(Seed{3}, test_draw, CellId(1, 1), which);
  };
  for (std::size_t v = 0; v < voxels; ++v) {
    RandomStream random = numbers(static_cast<std::int64_t>(v));
    for (std::size_t l = 0; l < room; ++l)
      concentration[v * room + l] = static_cast<float>(random.uniform());
  }
  for (std::uint32_t slot = 0; slot < 20; ++slot) {
    RandomStream random = numbers(-1 - std::int64_t{slot});
    slots[random.below(voxels)] = slot;
    slot_of_source.push_back(slot);
    for (std::size_t l = 0; l < room; ++l) {
      sources.source.push_back(static_cast<float>(random.uniform()));
      sources.shift.push_back(static_cast<float>(0.1 * random.uniform()));
      uptake.push_back(static_cast<float>(10 * random.uniform()));
    }
  }
  Multigrid solver(spec, kernels);
  solver.set_time_step(0.7);
  solver.set_uptake({.source_of_voxel = slots, .slot_of_source = slot_of_source, .rate = uptake});
  const SolveArrays arrays{lanes, concentration.data(), residual.data(), correction.data()};
  static_cast<void>(solver.begin_step(arrays, sources, 1.3, begun_on_the_way));
  for (int cycle = 0; cycle < 3; ++cycle) {
    if (cycle > 0 || !begun_on_the_way) solver.begin_cycle(arrays);
    static_cast<void>(solver.finish_cycles(arrays, cycle < 2 ? 2 : 1));
  }
  std::vector<float> result;
  for (std::size_t v = 0; v < voxels; ++v)
    for (const AlignedVector<float>* values : {&concentration, &residual})
      for (std::size_t l = lanes.begin; l < lanes.end(); ++l)
        result.push_back((*values)[v * room + l]);
  return result;
}

/// Sixteen factors in a box of no even number of voxels, in a uniform and in a layered medium.
std::array<FactorBlockSpec, 2> sixteen_factors() {
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
  return {spec, layered};
}

/// The part of `solved_by` of all sixteen lanes that is of some of them.
std::vector<float> part_of(const std::vector<float>& of_sixteen, const LaneGroup& lanes) {
  std::vector<float> result;
  for (std::size_t i = 0; i < of_sixteen.size(); ++i)
    if (i % lane_count >= lanes.begin && i % lane_count < lanes.end())
      result.push_back(of_sixteen[i]);
  return result;
}

}  // namespace

TEST_CASE("every instruction set gives the same bits, in uniform and in layered media") {
  const std::vector<const StencilKernels*> kernels = available_stencil_kernels();
  REQUIRE(!kernels.empty());
  const LaneGroup all{0, lane_count};
  for (const FactorBlockSpec& medium : sixteen_factors()) {
    const std::vector<float> portable = solved_by(*kernels.front(), medium, all);
    for (const StencilKernels* other : kernels) {
      CAPTURE(other->name);
      CHECK(solved_by(*other, medium, all) == portable);
    }
    // Whether a cycle is expected is no state: it may change no bit.
    CHECK(solved_by(*kernels.back(), medium, all, false) == portable);
  }
}

TEST_CASE("a lane has the same bits among 16, among 8 of 16, and in a block of 8") {
  const LaneGroup lower{0, 8};
  const LaneGroup upper{8, 8};
  for (const FactorBlockSpec& medium : sixteen_factors()) {
    FactorBlockSpec eight = medium;
    eight.lanes.resize(8);
    for (const StencilKernels* kernels : available_stencil_kernels()) {
      CAPTURE(kernels->name);
      const std::vector<float> of_sixteen = solved_by(*kernels, medium, {0, lane_count});
      CHECK(solved_by(*kernels, medium, lower) == part_of(of_sixteen, lower));
      CHECK(solved_by(*kernels, medium, upper) == part_of(of_sixteen, upper));
      CHECK(solved_by(*kernels, eight, lower) == part_of(of_sixteen, lower));
    }
  }
}
