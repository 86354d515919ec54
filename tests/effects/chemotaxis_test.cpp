// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct Sums {
  double cells = 0;
  double index = 0;
  double squares = 0;
};

// Displacement of each MSC up the gradient, towards x = 0, relative to the length of its path.
Sums index_of_assay(const RunPlan& plan) {
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  const auto& cells = islet.cells<MesenchymalStemCells>();
  const std::vector<std::uint64_t> ids(cells.ids().begin(), cells.ids().end());
  std::vector<Vector3> at(cells.size());
  std::vector<double> path(cells.size());
  std::vector<double> climbed(cells.size());
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = cells.position_of(i);
  while (islet.step() < plan.last_step) {
    islet.advance(islet.step() + 1);
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Vector3 now = cells.position_of(i);
      path[i] += std::hypot(now[0] - at[i][0], now[1] - at[i][1], now[2] - at[i][2]);
      climbed[i] += at[i][0] - now[0];
      at[i] = now;
    }
  }
  // No cell came or left, so that rows are the same cells.
  REQUIRE(std::vector<std::uint64_t>(cells.ids().begin(), cells.ids().end()) == ids);

  Sums sums;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double index = climbed[i] / path[i];
    sums.cells += 1;
    sums.index += index;
    sums.squares += index * index;
  }
  return sums;
}

struct ChemotaxisIndex {
  double mean;
  double standard_error;
};

// Over ten repeats of the assay.
ChemotaxisIndex mean_index(const std::vector<std::string>& without,
                           const std::vector<std::string>& set = {}) {
  Sums all;
  for (int seed = 1; seed <= 10; ++seed) {
    // Nothing secretes ligands here, so that longer steps of the factors change nothing.
    std::vector<std::string> settings{"islet.box=\"320 um\"", "run.duration=\"12 h\"",
                                      "factors.spread_step=\"1 h\"",
                                      "run.seed=" + std::to_string(seed)};
    settings.insert(settings.end(), set.begin(), set.end());
    const Sums one = index_of_assay(
        plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/chemotaxis_assay.toml",
                       {.set = settings, .without = without}));
    all.cells += one.cells;
    all.index += one.index;
    all.squares += one.squares;
  }
  const double mean = all.index / all.cells;
  const double variance = (all.squares - all.index * mean) / (all.cells - 1);
  const ChemotaxisIndex result{mean, std::sqrt(variance / all.cells)};
  MESSAGE("chemotaxis index ", result.mean, " ± ", result.standard_error, " of ", all.cells);
  return result;
}

}  // namespace

TEST_CASE("MSCs climb a gradient of CXCL12, and walk at random in it without CXCR4") {
  const ChemotaxisIndex with = mean_index({});
  const ChemotaxisIndex without = mean_index({"cxcr4_chemotaxis"});
  CHECK(with.mean > 10 * with.standard_error);
  CHECK(std::abs(without.mean) < 3 * without.standard_error);
  CHECK(without.standard_error < 0.005);
}

TEST_CASE("MSCs climb a gradient of CX3CL1, and walk at random in it without CX3CR1") {
  // As steep in dissociation constants as that of CXCL12.
  const std::vector<std::string> fractalkine{
      "cells.mesenchymal_stem_cell.cxcr4_positive=0",
      "cells.mesenchymal_stem_cell.cx3cr1_positive=1",
      "factors.CX3CL1.boundary=[\"fixed\",\"fixed\",\"closed\",\"closed\",\"closed\",\"closed\"]",
      "factors.CX3CL1.boundary_value=[\"2.1 nM\",\"0 nM\",\"0 nM\",\"0 nM\",\"0 nM\",\"0 nM\"]",
      "factors.CX3CL1.half_life=\"8.3 h\""};
  const ChemotaxisIndex with = mean_index({}, fractalkine);
  const ChemotaxisIndex without = mean_index({"cx3cr1_chemotaxis"}, fractalkine);
  CHECK(with.mean > 10 * with.standard_error);
  CHECK(std::abs(without.mean) < 3 * without.standard_error);
}
