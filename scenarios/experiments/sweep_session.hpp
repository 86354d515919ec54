// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "io/file.hpp"
#include "io/results_database.hpp"
#include "scenarios/experiments/sweep.hpp"
#include "scenarios/experiments/sweep_runner.hpp"

namespace isletsim {

/// How a sweep is carried out; nothing of it reaches the results of a run.
struct SweepConduct {
  std::optional<int> workers{};  ///< as many as there are processors, where nothing is said
  bool quiet = false;
  RunSelection runs = RunSelection::all;
};

/// The workers of a sweep: the ranks of an MPI program where a launcher started this process as
/// one of several, processes on this machine elsewhere. Made before anything is read, so that all
/// ranks notice the end of rank 0, whatever its cause.
class SweepCrew {
 public:
  explicit SweepCrew(SweepConduct conduct);
  ~SweepCrew();
  SweepCrew(const SweepCrew&) = delete;
  SweepCrew& operator=(const SweepCrew&) = delete;

  /// Whether this process is a rank that works for another: then it calls serve(), and no more.
  [[nodiscard]] bool serves() const;
  void serve();

  /// Carries out the remaining runs of a sweep, and shows the progress.
  [[nodiscard]] SweepOutcome work_on(const Sweep& sweep, ResultsDatabase& database);

 private:
  struct Ranks;
  SweepConduct conduct_;
  std::unique_ptr<Ranks> ranks_;
};

/// Refuses a database or a CSV file that would take the place of a file that the command reads, or
/// of each other. Throws ConfigError.
void require_own_outputs(const std::filesystem::path& database,
                         const std::optional<std::filesystem::path>& csv,
                         std::vector<FileInUse> in_use);

/// Says on standard error which runs failed or were left undone, and gives the exit code.
[[nodiscard]] int report_failures(const ResultsDatabase& database, const SweepOutcome& outcome);

}  // namespace isletsim
