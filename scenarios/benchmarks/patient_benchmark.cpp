// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/benchmarks/patient_benchmark.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/stopwatch.hpp"
#include "core/base/time_units.hpp"
#include "scenarios/experiments/statistics.hpp"
#include "scenarios/runner/runner.hpp"

namespace isletsim {

namespace {

namespace fs = std::filesystem;

constexpr int islets_simulated = 16;

/// A folder that is removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "isletsim-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw file_error(name, "make", errno);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// A run that goes on in pieces, and the time that they took.
class TimedRun {
 public:
  TimedRun(const std::string& duration, int threads) {
    RunPlan plan = plan_run("nod_mouse",
                            {.set = {fmt::format("patient.islets_simulated={}", islets_simulated)},
                             .until = duration,
                             .frames = "none"});
    auto simulation = make_simulation(plan, threads);
    runner_.emplace(std::move(plan), std::move(simulation),
                    RunDirectory::create(folder_.path() / "run"),
                    RunConduct{.threads = threads, .quiet = true});
  }

  void go_until(std::int64_t step) {
    const Stopwatch watch(seconds_);
    if (runner_->go_until(step) == RunStatus::interrupted)
      throw IoError("benchmark", "interrupted");
  }

  [[nodiscard]] double seconds() const { return seconds_; }
  [[nodiscard]] double serial_seconds() const { return seconds_ - runner_->parallel_seconds(); }
  [[nodiscard]] const Runner& runner() const { return *runner_; }

 private:
  TemporaryFolder folder_;
  std::optional<Runner> runner_;
  double seconds_ = 0;
};

/// Figures of one pair of runs.
struct Pair {
  double speedup;
  double serial_share;
  double hash_share;
  double series_share;
  double checkpoints_share;
};

}  // namespace

void benchmark_patient(bool quick, int threads, const MeasurementSink& sink) {
  const std::string duration = quick ? "12 h" : "14 day";
  const int pairs = quick ? 1 : 5;
  const std::string size = fmt::format("{} islets", islets_simulated);
  const auto report = [&](int with, const char* metric, double value, const char* unit) {
    sink({"nod_mouse " + duration, size, with, metric, value, unit});
  };
  std::vector<Pair> all;
  for (int pair = 0; pair < pairs; ++pair) {
    TimedRun one(duration, 1);
    TimedRun several(duration, threads);
    const RunPlan& plan = one.runner().plan();
    // The machine's speed drifts, so the two runs take turns.
    const auto turn =
        std::max<std::int64_t>(1, std::llround(minutes_per_day / plan.motility_step()));
    for (std::int64_t step = 0; step < plan.last_step;) {
      step += turn;
      one.go_until(step);
      several.go_until(step);
    }
    ISLETSIM_VALIDATE(one.runner().manifest().state_hash == several.runner().manifest().state_hash,
                      "another number of threads gave another state");
    report(1, "seconds", one.seconds(), "s");
    report(threads, "seconds", several.seconds(), "s");
    const OutputSeconds& outputs = one.runner().output_seconds();
    all.push_back({.speedup = one.seconds() / several.seconds(),
                   .serial_share = one.serial_seconds() / one.seconds(),
                   .hash_share = outputs.hash / one.seconds(),
                   .series_share = outputs.series / one.seconds(),
                   .checkpoints_share = outputs.checkpoints / one.seconds()});
  }
  const auto report_median = [&](int with, const char* metric, double Pair::*figure) {
    std::vector<double> values;
    for (const Pair& pair : all) values.push_back(pair.*figure);
    report(with, metric, median(values), "1");
  };
  report_median(threads, "speedup", &Pair::speedup);
  report_median(1, "serial_share", &Pair::serial_share);
  report_median(1, "hash_share", &Pair::hash_share);
  report_median(1, "series_share", &Pair::series_share);
  report_median(1, "checkpoints_share", &Pair::checkpoints_share);
}

}  // namespace isletsim
