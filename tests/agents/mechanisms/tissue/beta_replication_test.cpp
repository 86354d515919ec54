// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/mechanisms/tissue/beta_replication.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "tests/agents/hand_made_cells.hpp"
#include "tests/approximately.hpp"

using namespace isletsim;

namespace {

constexpr BetaReplication::Parameters parameters_of_replication{.basal_rate = 1e-6,
                                                                .induced_rate = 6e-6,
                                                                .renewal_capacity = 0.5,
                                                                .glucose_loss = 0.06 / 1440,
                                                                .glucose_gain = 8.4e-4 / 1440,
                                                                .glucose_toxicity = 2.4e-6 / 1440,
                                                                .reference_growth = 0.0135 / 1440,
                                                                .entry_lag = 8 * 60.0,
                                                                .g1_duration = 5 * 60.0,
                                                                .s_duration = 8 * 60.0,
                                                                .g2m_duration = 6 * 60.0,
                                                                .refractory_time = 30 * 1440.0};
constexpr Now replication_now{
    .step = 100'000, .time = 0, .age = 0, .motility_step = 0.5, .phenotype_step = 10};

double entry_hazard_at(double glucose, double pdx1 = 1) {
  BetaCells beta;
  add_cells(beta, 1);
  beta.pdx1.set(0, pdx1);
  BetaReplication{}(parameters_of_replication, Chunk(beta), replication_now,
                    SystemicState{.glucose = glucose});
  return beta.fate.hazard(0, BetaFate::cycle_entry);
}

}  // namespace

TEST_CASE("replication is basal at 100 mg/dl, raised between, and basal again above 250") {
  CHECK(entry_hazard_at(100) == approximately(1e-6));
  CHECK(entry_hazard_at(175) == approximately(4e-6));  // −0.06 + 0.147 − 0.0735 = 0.0135
  CHECK(entry_hazard_at(175, 1.2) == approximately(1e-6 + 3e-6 * 1.44));
  CHECK(entry_hazard_at(300) == approximately(1e-6));
  CHECK(entry_hazard_at(60) == approximately(1e-6));
}

TEST_CASE("dead beta cells, and those that would divide too soon, do not enter the cycle") {
  BetaCells beta;
  add_cells(beta, 3);
  // A cycle takes 27 h: a cell that enters it 27 h before the refractory time is over divides at
  // its end.
  beta.last_division[0] = replication_now.step - 2 * (30 * 1440 - 27 * 60) + 1;
  beta.last_division[1] = replication_now.step - 2 * (30 * 1440 - 27 * 60);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);

  BetaReplication{}(parameters_of_replication, Chunk(beta), replication_now, SystemicState{});

  CHECK(beta.fate.hazard(0, BetaFate::cycle_entry) == 0);
  CHECK(beta.fate.hazard(1, BetaFate::cycle_entry) > 0);
  CHECK(beta.fate.hazard(2, BetaFate::cycle_entry) == 0);
}

// Hija et al. 2014: 8 h until G1, then 5, 8 and 6 h.
TEST_CASE("a beta cell goes through the cycle's phases and divides after 27 h") {
  struct Expected {
    double hours;
    CyclePhase phase;
  };
  const std::vector<Expected> course{{0.1, CyclePhase::entering}, {7.9, CyclePhase::entering},
                                     {8, CyclePhase::g1},         {12.9, CyclePhase::g1},
                                     {13, CyclePhase::s},         {20.9, CyclePhase::s},
                                     {21, CyclePhase::g2m},       {26.9, CyclePhase::g2m}};
  BetaCells beta;
  add_cells(beta, course.size() + 3);
  for (std::size_t i = 0; i < beta.size(); ++i) {
    const double hours = i < course.size() ? course[i].hours : 27;
    beta.cycle_entry[i] =
        replication_now.step - std::llround(hours * 60 / replication_now.motility_step);
    beta.set_phase(i, CyclePhase::entering);
  }
  const std::size_t divides = course.size();
  const std::size_t waits = divides + 1;
  const std::size_t dead = waits + 1;
  beta.set_phase(waits, CyclePhase::waiting);
  beta.viability[dead] = static_cast<std::uint8_t>(Viability::apoptotic);

  BetaReplication{}(parameters_of_replication, Chunk(beta), replication_now,
                    SystemicState{.glucose = 175});

  REQUIRE(beta.phase_intents().size() == course.size());
  for (std::size_t i = 0; i < course.size(); ++i) {
    CHECK(beta.phase_intents()[i].row == i);
    CHECK(beta.phase_intents()[i].phase == course[i].phase);
    CHECK(beta.fate.hazard(i, BetaFate::cycle_entry) == 0);
  }
  REQUIRE(beta.dividing_rows().size() == 2);
  CHECK(beta.dividing_rows()[0] == divides);
  CHECK(beta.dividing_rows()[1] == waits);
}

// Between divisions of a cell lie the refractory time and an exponential waiting time of mean 1/h,
// whatever the phases take; before the first lies the cycle. So the k-th division comes by time t
// with the probability that a Gamma(k, 1/h) variable is below t − cycle − (k − 1) refractory_time.
TEST_CASE("beta cells divide at the row's rate, whatever the phases take") {
  constexpr double entry_rate = 0.2 / 1440;
  constexpr double refractory = 10 * 1440.0;
  constexpr double step = 60;
  constexpr std::int64_t steps = 60 * 24;
  constexpr std::size_t cells = 800;
  for (const double phase : {0.0, 6.75 * 60}) {
    auto p = parameters_of_replication;
    p.basal_rate = entry_rate;
    p.entry_lag = p.g1_duration = p.s_duration = p.g2m_duration = phase;
    p.refractory_time = refractory;
    BetaCells beta;
    add_cells(beta, cells);
    double divisions = 0;
    for (std::int64_t k = 0; k < steps; ++k) {
      const Now at{.step = k, .time = 0, .age = 0, .motility_step = step, .phenotype_step = step};
      beta.clear_scratch();
      beta.clear_intents();
      BetaReplication{}(p, Chunk(beta, 0, 512), at, SystemicState{});
      BetaReplication{}(p, Chunk(beta, 512, cells), at, SystemicState{});
      beta.fate.draw_each<BetaFate>(beta, step, RandomSource{Seed{3}, k},
                                    [&](std::size_t row, BetaFate) {
                                      beta.set_phase(row, CyclePhase::entering);
                                      beta.cycle_entry[row] = k;
                                    });
      for (const std::size_t row : beta.dividing_rows()) {
        beta.set_phase(row, CyclePhase::resting);
        beta.last_division[row] = k;
        ++divisions;
      }
    }
    double expected = 0;
    for (int k = 1; k <= 6; ++k) {
      const double x =
          entry_rate * (static_cast<double>(steps) * step - 4 * phase - (k - 1) * refractory);
      double survival = 0;  // of a Gamma(k) variable: a Poisson number below k
      double term = std::exp(-x);
      for (int i = 0; i < k; ++i, term *= x / i) survival += term;
      if (x > 0) expected += 1 - survival;
    }
    const double found = divisions / cells;
    MESSAGE(found, " divisions per cell, expected ", expected);
    // Of a renewal process: variance time σ²/μ³ for intervals of mean μ and standard deviation σ.
    // Steps of an hour take up to 1 %.
    const double interval = refractory + 1 / entry_rate;
    const double variance = static_cast<double>(steps) * step /
                            (entry_rate * entry_rate * interval * interval * interval);
    CHECK(std::abs(found - expected) < 4 * std::sqrt(variance / cells) + 0.01 * expected);
  }
}
