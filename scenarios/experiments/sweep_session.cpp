// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/sweep_session.hpp"

#include <chrono>
#include <cstdio>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/engine/parallel.hpp"
#include "scenarios/console.hpp"
#include "scenarios/exit_code.hpp"
#include "scenarios/experiments/sweep_report.hpp"
#include "scenarios/experiments/worker_processes.hpp"

#ifdef ISLETSIM_MPI
#include "scenarios/experiments/worker_ranks.hpp"
#endif

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

struct SweepCrew::Ranks {
#ifdef ISLETSIM_MPI
  RankSession session{};
  std::optional<WorkerRanks> workers{};
#endif
};

SweepCrew::SweepCrew(SweepConduct conduct) : conduct_(conduct) {
#ifdef ISLETSIM_MPI
  if (!is_one_of_several_ranks()) return;
  ranks_ = std::make_unique<Ranks>();
  if (ranks_->session.rank() == 0 && ranks_->session.size() > 1)
    ranks_->workers.emplace(ranks_->session);
#endif
}

SweepCrew::~SweepCrew() = default;

bool SweepCrew::serves() const {
#ifdef ISLETSIM_MPI
  return ranks_ && ranks_->session.rank() > 0;
#else
  return false;
#endif
}

void SweepCrew::serve() {
#ifdef ISLETSIM_MPI
  serve_as_rank();
#endif
}

SweepOutcome SweepCrew::work_on(const Sweep& sweep, ResultsDatabase& database) {
  ProgressLine progress(conduct_.quiet);
  const auto report = [&] { progress.show(database); };
#ifdef ISLETSIM_MPI
  if (ranks_ && ranks_->workers)
    return carry_out(sweep, conduct_.runs, database, *ranks_->workers, report);
#endif
  WorkerProcesses workers(conduct_.workers.value_or(default_threads()));
  return carry_out(sweep, conduct_.runs, database, workers, report);
}

void require_own_outputs(const std::filesystem::path& database,
                         const std::optional<std::filesystem::path>& csv,
                         std::vector<FileInUse> in_use) {
  require_own_file(database, "--db", in_use);
  if (!csv) return;
  std::filesystem::path journal = database;
  journal += "-journal";  // SQLite's
  in_use.push_back({database, "the database"});
  in_use.push_back({std::move(journal), "the journal of the database"});
  require_own_file(*csv, "--csv", in_use);
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
