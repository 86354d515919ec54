// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_session.hpp"

#include <chrono>
#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/experiments/sweep_report.hpp"
#include "scenarios/experiments/worker_processes.hpp"
#include "scenarios/runner/summary.hpp"

namespace isletsim {

namespace {

/// One line on a terminal that is written over; nothing elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet) : shown_(!quiet && isatty(STDERR_FILENO) != 0) {}
  ~ProgressLine() {
    if (written_) fmt::print(stderr, "\n");
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const ResultsDatabase& database) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || (written_ && now - last_ < std::chrono::milliseconds(500))) return;
    last_ = now;
    written_ = true;
    fmt::print(stderr, "\r{}   ", in_words(database.progress()));
    std::fflush(stderr);
  }

 private:
  bool shown_;
  bool written_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace

SweepOutcome work_on(const Sweep& sweep, ResultsDatabase& database, const SweepConduct& conduct) {
  WorkerProcesses workers(conduct.workers.value_or(default_threads()));
  ProgressLine progress(conduct.quiet);
  return carry_out(sweep, database, workers, [&] { progress.show(database); });
}

int report_failures(const ResultsDatabase& database, const SweepOutcome& outcome) {
  constexpr std::int64_t most_shown = 5;
  for (const std::string& run : outcome.undone) print_error("error: " + run + "; left undone");
  std::int64_t failed = 0;
  for (const RunResult& result : database.results()) {
    if (!result.failed || ++failed > most_shown) continue;
    print_error(fmt::format("error: run {} failed: {}", result.run, result.message));
  }
  if (failed > most_shown)
    print_error(
        fmt::format("error: {} more runs failed; see the table `runs`", failed - most_shown));
  if (outcome.interrupted) {
    print_error("interrupted; the same command goes on");
    return exit_code::interrupted;
  }
  return failed == 0 && outcome.undone.empty() ? exit_code::done : exit_code::failed;
}

}  // namespace isletsim
