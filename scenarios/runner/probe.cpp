// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/probe.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/parallel.hpp"
#include "scenarios/runner/interruption.hpp"

namespace isletsim {

namespace {

using Clock = std::chrono::steady_clock;
constexpr double seconds_per_probe = 1;
constexpr double margin = 1.25;
// Leukocytes that the second probe adds, for each cell of the islet: several times what an islet of
// the default scenario ever holds.
constexpr double infiltrate = 0.5;
constexpr std::string_view infiltrating_group = "leukocytes";
// Used instead of the second probe where there is none.
constexpr double growth = 2;

struct DiskSpeed {
  double seconds_per_frame;  ///< of one islet, until it is safe [s]
  double bytes_per_second;   ///< [byte/s]
};
// Compressing and syncing took 8 ms of processor time per frame, and 0.1 s on a disk that others
// used.
constexpr DiskSpeed quick_disk{.seconds_per_frame = 0.01, .bytes_per_second = 5e8};
constexpr DiskSpeed slow_disk{.seconds_per_frame = 0.1, .bytes_per_second = 5e7};

double seconds_to_write(const RunPlan& plan, const DiskEstimate& disk, const DiskSpeed& speed) {
  const auto frames =
      static_cast<double>(disk.frame_count * std::min(plan.output.frame_islets,
                                                      plan.model.host->patient.islets_simulated));
  return frames * speed.seconds_per_frame +
         static_cast<double>(disk.frames + disk.series) / speed.bytes_per_second;
}

Model with_one_islet(const RunPlan& plan) {
  Model model = plan.model;
  auto host = std::make_shared<HostModel>(*model.host);
  host->patient.islets_simulated = 1;
  model.host = std::move(host);
  return model;
}

// Islets run side by side, one per thread; where threads are left over, each islet has several.
int threads_per_islet(const RunPlan& plan, int threads) {
  const std::int64_t islets = plan.model.host->patient.islets_simulated;
  return static_cast<int>(threads / std::min<std::int64_t>(islets, threads));
}

double islets_per_thread(const RunPlan& plan, int threads) {
  return std::ceil(static_cast<double>(plan.model.host->patient.islets_simulated) / threads);
}

std::int64_t count_cells(Islet& islet) {
  std::size_t cells = 0;
  for (const Table* table : islet.section().tables)
    if (table->axis() == Axis::cells) cells += table->rows();
  return static_cast<std::int64_t>(cells);
}

struct Pace {
  double seconds;    ///< [s]
  double simulated;  ///< [min]
};

double seconds_for(double duration, const Pace& pace) {
  return duration / pace.simulated * pace.seconds;
}

// Simulates as a runner does, without writing.
Pace measure(Simulation& simulation, const RunPlan& plan, int threads) {
  const BlockSettings& blocks = plan.model.islet->blocks;
  const double longest_step = std::max(blocks.spread_step, blocks.local_step);
  Pace pace{};
  ThreadPool pool(threads);
  pool.run([&] {
    const auto start = Clock::now();
    do {
      simulation.advance();
      static_cast<void>(simulation.hash());
      static_cast<void>(simulation.take_events());
      pace = {std::chrono::duration<double>(Clock::now() - start).count(), simulation.time()};
    } while (!Interruption::requested() && simulation.step() < plan.last_step &&
             (pace.seconds < seconds_per_probe || pace.simulated < longest_step));
  });
  return pace;
}

std::unique_ptr<Simulation> simulate(Model model, int threads) {
  std::unique_ptr<Simulation> simulation;
  ThreadPool pool(threads);
  pool.run([&] { simulation = std::make_unique<Simulation>(std::move(model)); });
  return simulation;
}

/// Numbers of the populations that an infiltrate is made of.
std::vector<std::size_t> leukocytes(const Islet& islet) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < islet.populations().size(); ++i)
    if (islet.populations()[i]->group() == infiltrating_group) numbers.push_back(i);
  return numbers;
}

// The pace of the same patient with cells of these types added at the start; nothing where they find
// no room.
std::optional<Pace> measure_infiltrated(const RunPlan& plan, std::int64_t added,
                                        const std::vector<std::size_t>& types, int threads) {
  Model model = with_one_islet(plan);
  auto islet = std::make_shared<IsletModel>(*model.islet);
  for (const std::size_t type : types)
    islet->initial_cells[type] += static_cast<double>(added) / static_cast<double>(types.size());
  model.islet = std::move(islet);
  std::unique_ptr<Simulation> simulation;
  try {
    simulation = simulate(std::move(model), threads);
  } catch (const ConfigError&) {  // nothing that the scenario says is wrong
    return std::nullopt;
  }
  return measure(*simulation, plan, threads);
}

}  // namespace

std::unique_ptr<Simulation> simulate_one_islet(const RunPlan& plan, int threads) {
  return simulate(with_one_islet(plan), threads_per_islet(plan, threads));
}

std::optional<RunTime> probe_run_time(const RunPlan& plan, std::unique_ptr<Simulation> one_islet,
                                      const DiskEstimate& disk, int threads) {
  const int threads_of_one = threads_per_islet(plan, threads);
  const double duration = plan.run.duration * islets_per_thread(plan, threads);
  const std::int64_t cells = count_cells(*one_islet->islets().front());
  const std::vector<std::size_t> types = leukocytes(*one_islet->islets().front());
  const Pace usual = measure(*one_islet, plan, threads_of_one);
  one_islet.reset();  // two might not fit where one does
  const double seconds = seconds_for(duration, usual);
  RunTime time{.least = seconds,
               .most = seconds,
               .basis = fmt::format("from the pace of the first {}",
                                    seconds_in_words(seconds_per_minute * usual.simulated))};
  if (usual.simulated < plan.run.duration && !Interruption::requested()) {
    const std::int64_t added = std::llround(infiltrate * static_cast<double>(cells));
    std::optional<Pace> infiltrated;
    if (usual.seconds < 2 * seconds_per_probe)
      infiltrated = measure_infiltrated(plan, added, types, threads_of_one);
    if (infiltrated) {
      const double more = seconds_for(duration, *infiltrated);
      time.least = std::min(seconds, more);
      time.most = std::max(seconds, more);
      time.basis += fmt::format(" to that with {} more leukocytes per islet", added);
    } else {
      time.most *= growth;
      time.basis += " to half that, as cells come";
    }
  }
  if (Interruption::requested()) return std::nullopt;
  time.least = time.least / margin + seconds_to_write(plan, disk, quick_disk);
  time.most = time.most * margin + seconds_to_write(plan, disk, slow_disk);
  return time;
}

std::string seconds_in_words(double seconds) {
  const auto rounded = [](double number, const char* unit) {
    return number < 9.95 ? fmt::format("{:.2g} {}", number, unit)
                         : fmt::format("{:.0f} {}", number, unit);
  };
  if (seconds < 100) return rounded(seconds, "s");
  if (seconds < 100 * seconds_per_minute) return rounded(seconds / seconds_per_minute, "min");
  if (seconds < 3 * seconds_per_day) return rounded(seconds / seconds_per_hour, "h");
  return rounded(seconds / seconds_per_day, "days");
}

}  // namespace isletsim
