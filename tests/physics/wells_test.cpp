// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "agents/simulation.hpp"
#include "scenarios/runner/run_plan.hpp"

using namespace isletsim;

namespace {

RunPlan well(const std::string& name, std::vector<std::string> set) {
  return plan_from_file(ISLETSIM_SOURCE_DIR "/scenarios/" + name + ".toml",
                        {.set = std::move(set)});
}

struct Course {
  std::vector<double> dead;  ///< share of the β cells of the cytokine assay by day, from day 0 [1]
  double cells = 0;          ///< at the start, of all seeds
};

Course deaths_by_day(std::vector<std::string> set, int seeds) {
  Course course{std::vector<double>(10), 0};
  for (int seed = 1; seed <= seeds; ++seed) {
    set.push_back("run.seed=" + std::to_string(seed));
    const RunPlan plan = well("beta_cytokine_assay", set);
    set.pop_back();
    Simulation simulation(plan.model);
    const IsletLedger& ledger = simulation.islets().front()->ledger();
    course.cells += static_cast<double>(ledger.initial_beta[0]);
    for (std::size_t day = 1; day < course.dead.size(); ++day) {
      for (int hour = 0; hour < 24; ++hour) simulation.advance();
      course.dead[day] += static_cast<double>(ledger.beta_deaths[0]);
    }
  }
  for (double& dead : course.dead) dead /= course.cells;
  return course;
}

// The equations for the assay, where levels are constant: three stages of a day let through
// 1 − exp(−t)(1 + t + t²/2) of the damage at day t; stress rises with a day to the level that
// IL-1β sets; 2e-4 1/day turn over.
double expected_dead(double day, double il1, double ifn_gamma) {
  const double damage = il1 * il1 / (30 * 30 + il1 * il1) * ifn_gamma / (6 + ifn_gamma);
  double hazard = 0;
  constexpr int steps = 10000;
  for (int i = 0; i < steps; ++i) {
    const double t = day * (i + 0.5) / steps;
    const double late = damage * (1 - std::exp(-t) * (1 + t + t * t / 2));
    const double stress4 = std::pow(il1 / (30 + il1) * (1 - std::exp(-t)), 4);
    hazard += (0.08 * late + 7e-6 * 1440 * stress4 / (1 + stress4) + 2e-4) * day / steps;
  }
  return 1 - std::exp(-hazard);
}

struct Killing {
  double t_cells = 0;
  double targets = 0;
  double kills = 0;
  double contact = 0;  ///< bound T cells [cell · min], at MHC-I = 4
};

Killing killing_by(int t_cells, int seed) {
  const RunPlan plan = well(
      "ctl_killing_assay",
      {"cells.cd8_t_cell.initial=" + std::to_string(t_cells), "run.seed=" + std::to_string(seed)});
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  const auto& beta = islet.cells<BetaCells>();
  Killing sum{.t_cells = static_cast<double>(islet.cells<Cd8TCells>().size()),
              .targets = static_cast<double>(beta.size())};
  // Hazards act with each phenotype step, on those that are bound when it begins.
  const double step = plan.model.islet->time.phenotype_step;
  islet.observe_steps([&](std::int64_t done) {
    if ((done + 2) % static_cast<std::int64_t>(step) != 0) return;
    for (std::size_t row = 0; row < beta.size(); ++row) {
      if (beta.alive(row)) sum.contact += step * beta.bound_ctl[row] * beta.mhc1[row] / 4;
    }
  });
  while (simulation.step() < plan.last_step) simulation.advance();
  sum.kills = static_cast<double>(islet.ledger().kills[0]);
  return sum;
}

struct Clearance {
  double engulfed = 0;
  double contact = 0;  ///< dead β cells in contact with macrophages [cell · min]
};

Clearance clearance(const std::vector<std::string>& set) {
  const RunPlan plan = well("macrophage_clearance_assay", set);
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  const auto& beta = islet.cells<BetaCells>();
  const auto& macrophages = islet.cells<Macrophages>();
  Clearance sum;
  islet.observe_steps([&](std::int64_t) {
    std::vector<char> dead(islet.architecture().lattice.size());
    for (std::size_t row = 0; row < beta.size(); ++row)
      if (!beta.alive(row)) dead[beta.site[row]] = 1;
    for (std::size_t row = 0; row < macrophages.size(); ++row) {
      const Site site = macrophages.site_of(row);
      sum.contact += dead[site.value()];
      islet.architecture().lattice.for_each_face_neighbour(
          site, [&](Site near) { sum.contact += dead[near.value()]; });
    }
  });
  while (simulation.step() < plan.last_step) simulation.advance();
  sum.engulfed = static_cast<double>(islet.ledger().engulfed[0]);
  return sum;
}

}  // namespace

// Apoptosis of human islet cells under IL-1β 2-5 ng/ml with IFN-γ: it starts after three days
// (Hoorens et al. 2001 Diabetes 50:551); 25-40 % by days 6 to 9 (Delaney et al. 1997). Of untreated
// islet cells in culture 6.1 ± 0.8 % are apoptotic (Mellado-Gil and Aguilar-Diosdado 2004 J
// Endocrinol 183:155): up to there an assay sees none. Whatever their rate, three stages of a day
// cannot stay within 25-40 % from day 6 to day 9: they pass 25 % between days 6 and 7.
TEST_CASE(
    "cytokines kill a quarter to two fifths of β cells by days 6 to 9, none to see before 3") {
  const Course found = deaths_by_day({}, 4);
  for (std::size_t day = 1; day <= 9; ++day) {
    const double expected = expected_dead(static_cast<double>(day), 206, 1500);
    MESSAGE("day ", day, ": ", found.dead[day], " dead, expected ", expected);
    CHECK(std::abs(found.dead[day] - expected) <
          4 * std::sqrt(expected * (1 - expected) / found.cells));
  }
  CHECK(found.dead[3] < 0.061 + 0.008);
  CHECK(found.dead[6] < 0.25);
  for (const std::size_t day : {7U, 8U, 9U}) {
    CHECK(found.dead[day] >= 0.25);
    CHECK(found.dead[day] <= 0.40);
  }
  // IL-1β alone does not kill by this route: what dies, dies of stress and turnover.
  const Course alone = deaths_by_day(
      {"factors.IFN_gamma.boundary_value=[\"0 nM\"]", "factors.IFN_gamma.initial=\"0 nM\""}, 1);
  const double expected = expected_dead(9, 206, 0);
  CHECK(std::abs(alone.dead[9] - expected) <
        4 * std::sqrt(expected * (1 - expected) / alone.cells));
}

// Ganusov and Barber 2011: the rate of killing is proportional to the number of T cells. The hazard
// in a stable cognate contact at MHC-I = 4 is 2.9e-3 1/min. Kills are Poisson; bounds are four
// standard errors.
TEST_CASE("killing is mass action in T cells, at the hazard of a stable contact") {
  struct Arm {
    int t_cells;
    int seeds;
    Killing sum;
  };
  std::array<Arm, 3> arms{{{4, 48, {}}, {40, 8, {}}, {400, 2, {}}}};
  for (Arm& arm : arms) {
    for (int seed = 1; seed <= arm.seeds; ++seed) {
      const Killing one = killing_by(arm.t_cells, seed);
      arm.sum.t_cells += one.t_cells;
      arm.sum.targets += one.targets / arm.seeds;
      arm.sum.kills += one.kills;
      arm.sum.contact += one.contact;
    }
    MESSAGE(arm.t_cells, " T cells: ", arm.sum.kills / arm.sum.t_cells,
            " kills per T cell, hazard ", arm.sum.kills / arm.sum.contact);
    REQUIRE(arm.sum.kills > 10);
    const double expected = 2.9e-3 * arm.sum.contact;
    CHECK(std::abs(arm.sum.kills - expected) < 4 * std::sqrt(expected));
  }
  // Targets are depleted by k E t: −ln of what is left, for each T cell, is the same.
  const auto rate = [](const Arm& arm) {
    return -std::log(1 - arm.sum.kills / (arm.seeds * arm.sum.targets)) /
           (arm.sum.t_cells / arm.seeds);
  };
  for (std::size_t i = 1; i < arms.size(); ++i) {
    const double ratio = rate(arms[i]) / rate(arms[0]);
    const double error = std::sqrt(1 / arms[i].sum.kills + 1 / arms[0].sum.kills);
    MESSAGE("rate for each T cell relative to 4: ", ratio, " ± ", error);
    CHECK(std::abs(ratio - 1) < 4 * error);
  }
}

// Marée et al. 2005 J Theor Biol 233:533: up to four times slower in NOD than in BALB/c mice, whose
// macrophages engulf a dead cell in contact at 1/h. Engulfments are Poisson; bounds are four
// standard errors and what a step of a minute and contests of two macrophages for one cell take, 4
// %.
TEST_CASE("macrophages clear a dead cell in contact at 1/h, in NOD mice four times more slowly") {
  const Clearance nod = clearance({});
  const Clearance balb = clearance({"parameters.efferocytosis.engulfment_rate=\"1 1/h\""});
  const auto check = [](const Clearance& found, double per_hour) {
    const double expected = per_hour / 60 * found.contact;
    MESSAGE(found.engulfed, " engulfed, ", 60 * found.engulfed / found.contact, " 1/h");
    REQUIRE(expected > 100);
    CHECK(found.engulfed < expected + 4 * std::sqrt(expected));
    CHECK(found.engulfed > 0.96 * expected - 4 * std::sqrt(expected));
  };
  check(nod, 0.25);
  check(balb, 1);
  const double ratio = (balb.engulfed / balb.contact) / (nod.engulfed / nod.contact);
  const double error = ratio * std::sqrt(1 / balb.engulfed + 1 / nod.engulfed);
  MESSAGE("ratio ", ratio, " ± ", error);
  CHECK(std::abs(ratio - 4) < 4 * error + 0.04 * 4);
}
