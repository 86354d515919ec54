// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "agents/mechanisms/tissue/beta_turnover.hpp"
#include "agents/mechanisms/tissue/neonatal_death_wave.hpp"
#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct Losses {
  std::int64_t deaths = 0;
  std::int64_t kills = 0;
  std::int64_t initial_beta = 0;
  std::size_t t_cells = 0;
};

Losses losses_at_end(const RunPlan& plan) {
  Simulation simulation(plan.model);
  advance(simulation, exchanges_of(plan));
  Losses losses;
  for (const auto& islet : simulation.islets()) {
    losses.deaths += islet->ledger().beta_deaths[0];
    losses.kills += islet->ledger().kills[0];
    losses.initial_beta += islet->ledger().initial_beta[0];
    losses.t_cells += islet->cells<Cd8TCells>().size();
  }
  return losses;
}

}  // namespace

TEST_CASE("without autoreactive precursors β-cell loss is turnover and the neonatal wave") {
  const RunPlan plan = plan_test_scenario("healthy");
  const auto turnover = plan.settings.get<BetaTurnover::Parameters>("parameters.beta_turnover");
  const auto wave =
      plan.settings.get<NeonatalDeathWave::Parameters>("parameters.neonatal_death_wave");
  const Losses losses = losses_at_end(plan);

  // The wave is a Gaussian in age, and the run begins at its peak.
  REQUIRE(plan.model.islet->age_at_start == wave.peak_age);
  const double days_of_wave = wave.width * std::sqrt(std::acos(-1.0) / 2) *
                              std::erf(plan.run.duration / (std::sqrt(2.0) * wave.width));
  const double hazard = turnover.rate * plan.run.duration + wave.peak_rate * days_of_wave;
  const double expected = static_cast<double>(losses.initial_beta) * (1 - std::exp(-hazard));
  MESSAGE("β cells dead: ", losses.deaths, " of ", losses.initial_beta, ", expected ", expected);
  CHECK(std::abs(static_cast<double>(losses.deaths) - expected) < 4 * std::sqrt(expected));
  CHECK(losses.kills == 0);
  CHECK(losses.t_cells == 0);
}

// Jun et al. 1999 J Exp Med 189:347: T cells of NOD mice without macrophages do not kill β cells.
TEST_CASE("T cells kill fewer β cells where no macrophage keeps them cytotoxic") {
  const auto kills = [](const std::string& macrophages, std::vector<std::string> without) {
    without.insert(without.end(),
                   {"macrophage_recruitment", "macrophage_renewal", "membrane_barrier"});
    return losses_at_end(
               plan_test_scenario(
                   "exercise",
                   {"cells.macrophage.initial=" + macrophages, "patient.islets_simulated=2",
                    "parameters.cytotoxic_differentiation.loss_time=\"2 h\"",
                    "parameters.cytotoxic_differentiation.gain_time=\"1 h\""},
                   without))
        .kills;
  };
  const std::int64_t alone = kills("0", {});
  const std::int64_t armed = kills("0", {"cytotoxic_differentiation"});
  MESSAGE("kills without macrophages ", alone, ", cytotoxic all the same ", armed);
  CHECK(armed > 20);
  CHECK(alone < 0.5 * static_cast<double>(armed));
}

TEST_CASE("without CTL killing no β cell is killed") {
  CHECK(losses_at_end(plan_test_scenario("exercise")).kills > 0);
  const Losses without = losses_at_end(plan_test_scenario("exercise", {}, {"ctl_killing"}));
  CHECK(without.kills == 0);
  CHECK(without.t_cells > 0);
}
