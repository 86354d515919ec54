// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agents/simulation.hpp"
#include "io/series.hpp"

namespace isletsim {

/// How the values of several islets become one.
enum class Reduction : std::uint8_t { mean, sum, minimum, maximum };

/// A column of the series: "islets.beta_cells_alive", "patient.glucose_mg_dl".
struct RecordedColumn {
  std::string name;
  Reduction islets = Reduction::mean;
  bool operator==(const RecordedColumn&) const = default;
};

/// Columns of a run over time, kept in memory.
struct Trajectory {
  std::vector<RecordedColumn> columns{};
  std::vector<double> time_day{};
  std::vector<std::vector<double>> values{};  ///< a sample, a column

  /// Position of a column. Throws InternalError where it was not recorded.
  [[nodiscard]] std::size_t find(const RecordedColumn& column) const;
};

/// The names of all columns that can be recorded.
[[nodiscard]] std::vector<std::string> recordable_columns();

/// Samples columns of a simulation.
class TrajectoryRecorder {
 public:
  /// Throws InternalError where there is no such column.
  TrajectoryRecorder(Simulation& simulation, std::vector<RecordedColumn> columns);

  /// Adds the present state of the simulation.
  void sample();
  [[nodiscard]] const Trajectory& trajectory() const { return trajectory_; }

 private:
  Simulation& simulation_;
  SectionSummary patient_;
  SectionSummary islet_;
  std::vector<std::size_t> positions_;  ///< of each column among patient's and islets' together
  Trajectory trajectory_;
};

}  // namespace isletsim
