// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agents/simulation.hpp"
#include "io/log.hpp"
#include "io/manifest.hpp"
#include "io/run_directory.hpp"
#include "io/series.hpp"
#include "scenarios/runner/run_plan.hpp"
#include "scenarios/runner/summary.hpp"

namespace isletsim {

/// How a run is carried out; nothing of it reaches the results.
struct RunConduct {
  int threads;
  bool quiet;
};

/// Time that a run has spent on its outputs, that of several threads added up [s].
struct OutputSeconds {
  double hash = 0;
  double series = 0;
  double frames = 0;
  double checkpoints = 0;
};

/// Makes the patient of a plan as it is at the start. Throws ConfigError where settings cannot be
/// met together; nothing is written.
[[nodiscard]] std::unique_ptr<Simulation> make_simulation(const RunPlan& plan, int threads);

/// Carries out one run in its directory: advances the simulation from exchange to exchange and
/// writes what is due.
class Runner {
 public:
  /// Starts a new run of a simulation made by make_simulation.
  Runner(RunPlan plan, std::unique_ptr<Simulation> simulation, RunDirectory directory,
         RunConduct conduct);
  /// Goes on from the newest checkpoint of the directory that can be read.
  [[nodiscard]] static Runner resume(RunPlan plan, RunDirectory directory, RunConduct conduct);
  Runner(Runner&&) noexcept;
  ~Runner();

  /// Runs to the end, or to an interruption, which leaves a checkpoint. A fault is entered in
  /// manifest and log, and thrown on.
  RunStatus go();
  /// The same up to the exchange at or after that motility step. Gives `running` before the end of
  /// the run.
  RunStatus go_until(std::int64_t step);

  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const RunSummary& summary() const { return summary_; }
  [[nodiscard]] const RunPlan& plan() const { return plan_; }
  [[nodiscard]] const OutputSeconds& output_seconds() const;
  /// Wall time of the loops over islets that run in parallel [s]; the rest is the serial share.
  [[nodiscard]] double parallel_seconds() const;

 private:
  struct Outputs;
  enum class Continuation { no, yes };
  Runner(RunPlan plan, std::unique_ptr<Simulation> simulation, RunDirectory directory,
         RunConduct conduct, std::optional<std::filesystem::path> checkpoint);

  /// Writes what the run can be repeated from: the effective scenario, and the file that it names.
  void write_input(Continuation continuation);
  void advance_until(std::int64_t step);
  void write_due(bool last);
  /// Gives the hash where it is due.
  std::optional<StateHash> write_hash_and_series(bool with_hash, bool with_sample);
  void write_frame();
  /// `hash` is that of the present state where it is known.
  void write_checkpoint_now(std::optional<StateHash> hash);
  void show_progress();
  void finish_manifest(RunStatus status, const std::string& error);
  [[nodiscard]] bool due(std::optional<std::int64_t> every) const;

  RunPlan plan_;
  RunDirectory directory_;
  RunConduct conduct_;
  Log log_;
  StateHash scenario_hash_;
  Manifest manifest_;
  std::unique_ptr<Simulation> simulation_;
  std::unique_ptr<Outputs> outputs_;
  RunSummary summary_;
};

}  // namespace isletsim
