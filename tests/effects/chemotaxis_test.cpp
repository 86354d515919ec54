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

struct ChemotaxisIndex {
  double mean;
  double standard_error;
};

// Displacement of each MSC up the gradient, towards x = 0, relative to the length of its path.
ChemotaxisIndex index_of_assay(const std::vector<std::string>& without) {
  const RunPlan plan = plan_from_file(
      std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/chemotaxis_assay.toml",
      {.set = {"islet.box=\"320 um\"", "run.duration=\"12 h\""}, .without = without});
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
  // Nobody came or went, so that rows are the same cells.
  REQUIRE(std::vector<std::uint64_t>(cells.ids().begin(), cells.ids().end()) == ids);

  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double index = climbed[i] / path[i];
    sum += index;
    squares += index * index;
  }
  const auto n = static_cast<double>(at.size());
  const double variance = (squares - sum * sum / n) / (n - 1);
  const ChemotaxisIndex result{.mean = sum / n, .standard_error = std::sqrt(variance / n)};
  MESSAGE("chemotaxis index ", result.mean, " ± ", result.standard_error, " of ", at.size());
  return result;
}

}  // namespace

TEST_CASE("MSCs climb a gradient of CXCL12") {
  const ChemotaxisIndex index = index_of_assay({});
  CHECK(index.mean > 3 * index.standard_error);
}

TEST_CASE("without CXCR4 MSCs walk at random in the same gradient") {
  const ChemotaxisIndex index = index_of_assay({"cxcr4_chemotaxis"});
  CHECK(std::abs(index.mean) < 3 * index.standard_error);
}
