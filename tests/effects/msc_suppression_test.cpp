// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <cstdint>

#include <doctest/doctest.h>

#include "agents/mechanisms/autoimmunity/t_cell_proliferation.hpp"
#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct Culture {
  double t_cells_at_start;
  double divisions;
};

Culture cultured(const RunPlan& plan) {
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  const auto at_start = static_cast<double>(islet.cells<Cd8TCells>().size());
  advance(simulation, exchanges_of(plan));
  const Culture culture{at_start, static_cast<double>(islet.ledger().t_cell_divisions[0])};
  MESSAGE("T cells at the start: ", culture.t_cells_at_start, ", divisions: ", culture.divisions);
  return culture;
}

}  // namespace

// Uninhibited T cells divide as a Yule process: from N cells come N (g − 1) divisions with variance
// N g (g − 1), where g is the growth of the mean. Branching makes it wider than Poisson.
TEST_CASE("MSCs at one to one with T cells lower their proliferation, by arrest in G1") {
  const RunPlan mixed = plan_test_scenario("coculture");
  const RunPlan alone = plan_test_scenario("coculture", {"cells.mesenchymal_stem_cell.initial=0"});
  const RunPlan unheard = plan_test_scenario("coculture", {}, {"g1_arrest"});
  const double rate =
      alone.settings.get<TCellProliferation::Parameters>("parameters.t_cell_proliferation").rate;
  const double step = alone.model.islet->time.phenotype_step;
  const double growth = std::pow(2 - std::exp(-rate * step), alone.run.duration / step);

  const Culture control = cultured(alone);
  const double n = control.t_cells_at_start;
  const double deviation = std::sqrt(n * growth * (growth - 1));
  CHECK(std::abs(control.divisions - n * (growth - 1)) < 4 * deviation);

  const Culture suppressed = cultured(mixed);
  REQUIRE(suppressed.t_cells_at_start == n);
  CHECK(control.divisions - suppressed.divisions > 4 * std::sqrt(2.0) * deviation);

  // MSCs that T cells do not respond to change nothing.
  CHECK(std::abs(cultured(unheard).divisions - n * (growth - 1)) < 4 * deviation);
}
