// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/parameters/parameter.hpp"
#include "core/parameters/settings.hpp"
#include "io/file.hpp"
#include "io/results_database.hpp"
#include "scenarios/experiments/design.hpp"
#include "scenarios/experiments/endpoint.hpp"
#include "scenarios/experiments/job.hpp"

namespace isletsim {

/// One treatment of a comparison: a scenario, with values of its own and rules switched off.
struct Arm {
  std::string name;
  std::string scenario;                 ///< as written
  std::filesystem::path scenario_file;  ///< where it was found
  std::vector<KeyValue> set{};
  std::vector<std::string> without{};
  Place place{};          ///< where it is defined
  Place without_place{};  ///< where `without` is
};

/// Which runs of a sweep are carried out.
enum class RunSelection : std::uint8_t {
  all,
  check,  ///< those that the sweep names to be run again where a change is checked
};

/// Many runs that belong together: every arm at every point of a design with every seed. All use
/// the same seeds, so that arms differ by their settings and not by chance.
struct Sweep {
  std::vector<Arm> arms;
  std::vector<DesignPoint> points{{}};
  std::vector<KeyValue> tried{};       ///< values of the points to be checked, each by itself
  std::optional<std::string> until{};  ///< as --until takes it
  Place until_place{};
  std::uint32_t first_seed = 1;
  std::int64_t replicates = 1;
  std::vector<std::int64_t> check{};  ///< runs that show whether results have changed
  std::vector<Endpoint> endpoints{};
  std::vector<std::string> series_columns{};
  std::optional<double> series_interval{};  ///< [min]; nothing: every exchange

  /// The arm and the point of a condition; conditions are numbered from 1, arms fastest.
  [[nodiscard]] const Arm& arm_of(std::int64_t condition) const;
  [[nodiscard]] const DesignPoint& point_of(std::int64_t condition) const;
  [[nodiscard]] std::int64_t conditions() const;
  /// The overrides of the scenario in a condition, as a command line would give them.
  [[nodiscard]] Overrides overrides_of(std::int64_t condition) const;
};

/// Every file that the runs of a sound sweep read.
[[nodiscard]] std::vector<FileInUse> inputs_of(const Sweep& sweep);

/// What is wrong with an arm, or with a tried value at the first point, as a run would find it.
/// Arms without a scenario's file are passed over. Errors of values in combination are found by the
/// runs, and recorded.
[[nodiscard]] std::vector<Fault> faults_in(const Sweep& sweep);

/// What the database of a sweep, or of a shard of it, is made for.
[[nodiscard]] ResultsPlan results_plan(const Sweep& sweep, Shard shard);

/// The job that carries out a run.
[[nodiscard]] Job job_of(const Sweep& sweep, const ResultsPlan& plan, std::int64_t run);

}  // namespace isletsim
