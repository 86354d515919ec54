// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/benchmarks/islet_benchmarks.hpp"

#include <chrono>
#include <ctime>
#include <string>

#include <fmt/format.h>

#include "agents/simulation.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "scenarios/runner/run_plan.hpp"

namespace isletsim {

namespace {

double seconds_in_factors(const Simulation& patient) {
  const PhaseTimes times = patient.phase_times();
  return times[static_cast<std::size_t>(Phase::secrete)] +
         times[static_cast<std::size_t>(Phase::deposit)] +
         times[static_cast<std::size_t>(Phase::diffuse)];
}

double leukocytes(const Islet& islet) {
  std::size_t cells = 0;
  for (const Population* population : islet.populations())
    if (population->group() == "leukocytes") cells += population->size();
  return static_cast<double>(cells);
}

/// The effort of some simulated time.
struct Effort {
  double minutes = 0;  ///< simulated
  double leukocyte_minutes = 0;
  double factor_seconds = 0;  ///< of processor time
  double seconds = 0;         ///< of processor time
};

/// Simulates on until `days` have passed. Processor time, since other programs may use the machine;
/// the share of the factors is that of wall time, as phases are timed in wall time.
Effort simulate_until(Simulation& patient, double days) {
  Effort effort;
  const double from = patient.time();
  const double factors_before = seconds_in_factors(patient);
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t processor_begin = std::clock();
  while (patient.time() < days * minutes_per_day) {
    patient.advance();
    effort.leukocyte_minutes += leukocytes(*patient.islets().front()) * patient.exchange_interval();
  }
  effort.seconds = static_cast<double>(std::clock() - processor_begin) / CLOCKS_PER_SEC;
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  effort.factor_seconds = (seconds_in_factors(patient) - factors_before) / wall * effort.seconds;
  effort.minutes = patient.time() - from;
  return effort;
}

Effort sum(const Effort& a, const Effort& b) {
  return {a.minutes + b.minutes, a.leukocyte_minutes + b.leukocyte_minutes,
          a.factor_seconds + b.factor_seconds, a.seconds + b.seconds};
}

}  // namespace

void benchmark_islet(bool quick, const MeasurementSink& sink) {
  Simulation patient(plan_run("human_islet", {}).model);
  const auto& extent = patient.islets().front()->architecture().lattice.extent();
  const std::string size = fmt::format("{}x{}x{}", extent[0], extent[1], extent[2]);
  const auto report = [&](const std::string& what, const Effort& effort) {
    const double years = effort.minutes / minutes_per_day / days_per_year;
    sink({what, size, 1, "mean_leukocytes", effort.leukocyte_minutes / effort.minutes, "cells"});
    sink({what, size, 1, "factor_seconds_per_islet_year", effort.factor_seconds / years, "s"});
    sink({what, size, 1, "cell_seconds_per_islet_year",
          (effort.seconds - effort.factor_seconds) / years, "s"});
    sink({what, size, 1, "seconds_per_islet_year", effort.seconds / years, "s"});
  };
  const double window = quick ? 2 : 7;
  const double late = quick ? 12 : 35;
  ThreadPool(1).run([&] {
    const Effort early = simulate_until(patient, window);
    report("human_islet_early", early);
    const Effort between = simulate_until(patient, late);
    const Effort last = simulate_until(patient, late + window);
    report("human_islet_late", last);
    report("human_islet_whole", sum(sum(early, between), last));
  });
}

}  // namespace isletsim
