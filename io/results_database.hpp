// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/file.hpp"
#include "io/sqlite.hpp"

namespace isletsim {

/// The part of a sweep that one job of a cluster does: the runs whose number leaves `index` − 1
/// when divided by `count`.
struct Shard {
  std::int64_t index = 1;  ///< from 1
  std::int64_t count = 1;

  [[nodiscard]] bool holds(std::int64_t run) const { return (run - 1) % count == index - 1; }
  bool operator==(const Shard&) const = default;
};

/// The value of a key in a condition.
struct ConditionValue {
  std::string key;
  std::string value;             ///< as written
  std::optional<double> number;  ///< in `unit`; nothing where the value is no number
  std::string unit;              ///< "1" where dimensionless
};

/// What is common to runs that differ by their seeds alone.
struct Condition {
  std::string arm;
  std::int64_t point;   ///< of the design, from 1
  std::string command;  ///< repeats a run, without its seed
  std::vector<ConditionValue> values;
};

/// A number that is computed from each run.
struct EndpointColumn {
  std::string name;
  bool event;           ///< a time until something happens, or until the run's end without it
  std::string meaning;  ///< one line
};

/// What a results database is made for.
struct ResultsPlan {
  /// What must be the same to go on with a database, by name.
  std::vector<std::pair<std::string, std::string>> definition;
  std::vector<Condition> conditions;
  std::vector<EndpointColumn> endpoints;
  std::vector<std::string> series;  ///< columns that are kept over time
  std::uint32_t first_seed = 1;
  std::int64_t replicates = 1;
  Shard shard{};

  /// Runs are numbered from 1: all conditions with the first seed, then with the next. More
  /// replicates add runs and renumber none.
  [[nodiscard]] std::int64_t runs() const {
    return replicates * static_cast<std::int64_t>(conditions.size());
  }
  [[nodiscard]] std::int64_t condition_of(std::int64_t run) const {
    return (run - 1) % static_cast<std::int64_t>(conditions.size()) + 1;
  }
  [[nodiscard]] std::uint32_t seed_of(std::int64_t run) const {
    return first_seed +
           static_cast<std::uint32_t>((run - 1) / static_cast<std::int64_t>(conditions.size()));
  }
};

/// An endpoint of one run.
struct EndpointValue {
  std::optional<double> value;  ///< nothing where it is not defined
  bool observed = true;         ///< false where an event did not happen until `value`
};

/// The result of one run.
struct RunResult {
  std::int64_t run;
  bool failed = false;
  std::string message{};  ///< why it failed
  std::string state_hash{};
  double simulated_days = 0;
  std::vector<EndpointValue> endpoints{};     ///< one for each of the plan; none if it failed
  std::vector<std::vector<double>> series{};  ///< rows: time [day], the plan's columns
  double seconds = 0;                         ///< wall time
  std::int64_t attempts = 1;                  ///< those killed included
};

/// How far a sweep has come.
struct SweepProgress {
  std::int64_t planned = 0;  ///< runs of the shard
  std::int64_t done = 0;
  std::int64_t failed = 0;
  bool running = false;                  ///< a process writes it
  std::int64_t workers = 0;              ///< of the last that wrote it
  std::optional<double> seconds_left{};  ///< nothing before the first run is done
};

/// One SQLite file with everything that a sweep found; docs/results.md describes its tables. All
/// but the tables `timing` and `sessions` depends on nothing but sweep and program.
class ResultsDatabase {
 public:
  /// Opens a database to add runs, and makes it where there is none; no other process can write it
  /// as long as this lives. More replicates than it was made for extend it. Throws ConfigError
  /// where it cannot be made, is in use, is no results database, or was made for another sweep.
  [[nodiscard]] static ResultsDatabase open(const std::filesystem::path& path,
                                            const ResultsPlan& plan);
  /// Opens a database to read; another process may be writing it. Throws ConfigError where there is
  /// none.
  [[nodiscard]] static ResultsDatabase read(const std::filesystem::path& path);
  /// Makes a database of the whole sweep from those of its shards, or adds them to one. Throws
  /// ConfigError where they belong to different sweeps.
  static ResultsDatabase merge(const std::filesystem::path& path,
                               std::span<const std::filesystem::path> shards);

  [[nodiscard]] const std::filesystem::path& path() const { return database_.path(); }
  [[nodiscard]] const ResultsPlan& plan() const { return plan_; }
  /// The numbers of the runs that are recorded, in order.
  [[nodiscard]] std::vector<std::int64_t> recorded() const;
  /// What is recorded of all runs, in their order, without their series.
  [[nodiscard]] std::vector<RunResult> results() const;
  [[nodiscard]] SweepProgress progress() const;
  /// Hash of all that is reproducible, as 32 hexadecimal digits.
  [[nodiscard]] std::string content_hash() const;

  /// Records that work begins, with this number of workers.
  void begin_session(std::int64_t workers);
  /// Records runs, all or none of them.
  void record(std::span<const RunResult> results);

 private:
  ResultsDatabase(FileDescriptor lock, Database database);

  void create_tables(const ResultsPlan& plan);
  void create_views(const ResultsPlan& plan);
  void require_same_plan(const ResultsPlan& plan) const;
  void read_plan();
  void extend(std::int64_t replicates);
  void copy_runs_of(const ResultsDatabase& shard);

  // Released last: to close any descriptor of the file drops SQLite's own locks.
  FileDescriptor lock_;
  Database database_;
  ResultsPlan plan_;
  bool running_ = false;
};

}  // namespace isletsim
