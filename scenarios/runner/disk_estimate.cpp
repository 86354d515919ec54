// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/disk_estimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "io/checkpoint.hpp"
#include "io/file.hpp"
#include "io/series.hpp"

#ifdef ISLETSIM_VIZ
#include "viz/frame_writer.hpp"
#endif

namespace isletsim {

namespace {

// Manifest, effective scenario, indices of the frames, log.
constexpr std::uintmax_t small_files = 512U << 10U;  // [byte]
// The first, the last two, and the one that is being written.
constexpr std::int64_t most_checkpoints = 4;

// How often an output that is due at step 0, at each interval and at the end is due after step
// `from` (−1: from the start on).
std::int64_t times_due(std::int64_t every, std::int64_t from, std::int64_t last) {
  if (from >= last) return 0;
  const std::int64_t before = from < 0 ? 0 : from / every + 1;
  return last / every + 1 - before + (last % every != 0 ? 1 : 0);
}

std::int64_t checkpoints_at_once(const RunPlan& plan, const Standing& standing) {
  const std::int64_t every = plan.schedule.checkpoint_every.value_or(plan.last_step);
  const auto stand = static_cast<std::int64_t>(standing.checkpoints);
  const std::int64_t come = times_due(every, standing.step, plan.last_step);
  const auto& kept = plan.schedule.checkpoints_kept;
  return std::min(stand + come, most_checkpoints) - std::min(stand, most_checkpoints - 1) +
         std::count_if(kept.begin(), kept.end(), [&](std::int64_t step) {
           return step > standing.step && step <= plan.last_step;
         });
}

}  // namespace

DiskEstimate estimate_disk(const RunPlan& plan, Simulation& simulation, const Standing& standing) {
  const std::vector<StateSection> sections = simulation.sections();
  const StateSection& host = sections.front();
  const StateSection& islet = sections[1];
  const auto islets = static_cast<std::uintmax_t>(plan.model.host->patient.islets_simulated);
  DiskEstimate estimate;
#ifdef ISLETSIM_VIZ
  if (plan.schedule.frame_every) {
    // It leaves 0.28 to 0.45 in runs of the shipped scenarios.
    constexpr std::uintmax_t compression = 2;
    estimate.frame_count = times_due(*plan.schedule.frame_every, standing.step, plan.last_step);
    const auto drawn = std::min(static_cast<std::uintmax_t>(plan.output.frame_islets), islets);
    estimate.frames = static_cast<std::uintmax_t>(estimate.frame_count) * drawn *
                      frame_size({&islet, 1}, {.factors = plan.output.frame_factors}) / compression;
  }
#endif
  estimate.checkpoints = static_cast<std::uintmax_t>(checkpoints_at_once(plan, standing)) *
                         checkpoint_size(islet, host, islets);
  const auto samples = static_cast<std::uintmax_t>(
      times_due(plan.schedule.sample_every, standing.step, plan.last_step));
  const std::int64_t exchange = std::llround(simulation.exchange_interval() / plan.motility_step());
  const auto exchanges =
      static_cast<std::uintmax_t>(times_due(exchange, standing.step, plan.last_step));
  estimate.series = series_size(islet, host, islets, samples, exchanges);
  estimate.others = small_files + plan.cells_file.size();
  return estimate;
}

std::string bytes_in_words(std::uintmax_t bytes) {
  constexpr std::array<std::string_view, 4> units{"KiB", "MiB", "GiB", "TiB"};
  double number = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; number >= 1024 && unit + 1 < units.size(); ++unit) number /= 1024;
  return fmt::format("{:.{}f} {}", number, number < 9.95 ? 1 : 0, units[unit]);
}

std::string in_words(const DiskEstimate& estimate) {
  std::string frames = "no frames";
  if (estimate.frame_count > 0) {
    frames = fmt::format("{} frame{} {}", estimate.frame_count,
                         estimate.frame_count == 1 ? "" : "s", bytes_in_words(estimate.frames));
  }
  return fmt::format("{} ({}, checkpoints {}, series {})", bytes_in_words(estimate.total()), frames,
                     bytes_in_words(estimate.checkpoints), bytes_in_words(estimate.series));
}

void require_disk(const DiskEstimate& estimate, const std::filesystem::path& directory,
                  std::uintmax_t reclaimed, const std::string& way_out) {
  const std::uintmax_t free = free_disk(directory);
  if (estimate.total() <= reclaimed || estimate.total() - reclaimed <= free) return;
  throw IoError(directory.string(),
                fmt::format("not enough disk: the run takes about {}, and {} are free",
                            in_words(estimate), bytes_in_words(free)),
                way_out);
}

}  // namespace isletsim
