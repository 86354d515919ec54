// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isletsim {

enum class RunStatus { running, complete, interrupted, failed };

[[nodiscard]] std::string_view to_string(RunStatus status);

/// A parameter as this run used it.
struct ManifestParameter {
  std::string key;            ///< full dotted key
  std::string value;          ///< number in `unit`, or text
  std::string unit;           ///< "1" where dimensionless
  std::string source;         ///< author and year, or "assumed: why"
  std::string default_value;  ///< in `unit`
  std::string set_by;         ///< file and line, "--set" …; empty where it is the default
  bool differs_from_default = false;
};

/// Description of a run in its directory: everything needed to judge and to repeat it.
struct Manifest {
  std::string version;        ///< of isletsim
  std::string git_state;      ///< commit, with "-dirty" if files were changed
  int results_epoch = 0;      ///< programs of one epoch give the same results; 0: not counted yet
  std::string compiler;       ///< name and version
  std::string build_type;     ///< of CMake
  std::string build_options;  ///< flags that matter to results
  std::string cpu;            ///< model
  std::string host;           ///< name of the machine

  std::string scenario;       ///< name or path, as given
  std::string scenario_hash;  ///< of the effective scenario's text and the file of cells it names
  std::string former_scenario_hash;  ///< of the files as they are until a resumed run replaces them
  std::uint64_t seed = 0;
  int threads = 0;
  int ranks = 1;
  std::vector<ManifestParameter> parameters;  ///< all of them

  RunStatus status = RunStatus::running;
  std::string error;          ///< why it failed; empty otherwise
  std::string started;        ///< UTC
  std::string ended;          ///< UTC; empty while it runs
  double simulated_days = 0;  ///< reached so far [day]
  double duration_days = 0;   ///< asked for [day]
  double wall_seconds = 0;    ///< [s]
  std::vector<std::pair<std::string, double>> seconds_per_phase;   ///< of islets, threads added up
  std::vector<std::pair<std::string, double>> seconds_per_output;  ///< threads added up
  std::vector<std::pair<std::string, std::int64_t>> counters;
  std::vector<std::pair<std::string, std::int64_t>> warnings;  ///< text, how often
  std::string state_hash;
  std::vector<std::string> files;  ///< made by the run, relative to its directory
};

/// The manifest as JSON; text that is not UTF-8 is replaced.
[[nodiscard]] std::string to_json(const Manifest& manifest);
/// Writes manifest.json whole or not at all. Throws IoError.
void write_manifest(const std::filesystem::path& path, const Manifest& manifest);
/// Reads what write_manifest wrote. Throws IoError if it is anything else.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& path);

/// Name of this machine.
[[nodiscard]] std::string host_name();
/// Model of this machine's processor.
[[nodiscard]] std::string cpu_model();
/// The present moment as 2026-01-31T12:00:00Z.
[[nodiscard]] std::string utc_now();

}  // namespace isletsim
