// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agents/simulation.hpp"
#include "io/series.hpp"

namespace isletsim {

/// The course of a run in a few lines, for a reader who knows biology: β cells, the cells that move,
/// kills and glucose. It takes cell types from the tables of the islets and numbers from the columns
/// of the series, so that a new cell type has its column.
class RunSummary {
 public:
  /// For a simulation with the tables of this one.
  explicit RunSummary(Simulation& simulation);

  /// Adds a line for the present state, unless it has one.
  void add(Simulation& simulation);
  /// The table; `age` is the patient's at the start [min]. A cell type that is never there has no
  /// column.
  [[nodiscard]] std::string table(double age) const;

 private:
  struct Line {
    double time;  ///< [min]
    std::int64_t beta;
    std::int64_t beta_at_start;  ///< of the simulation, not of a resumed run
    std::int64_t kills;
    double glucose;                          ///< [mg/dl]
    std::vector<std::int64_t> motile_cells;  ///< by type
  };

  SectionSummary islet_columns_;
  SectionSummary host_columns_;
  std::vector<std::string> motile_types_;
  std::vector<Line> lines_;
};

}  // namespace isletsim
