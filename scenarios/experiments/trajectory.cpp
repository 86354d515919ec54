// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/trajectory.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "scenarios/runner/run_settings.hpp"

namespace isletsim {

namespace {

std::vector<std::string> column_names(const SectionSummary& patient, const SectionSummary& islet) {
  std::vector<std::string> names;
  for (const std::string& name : patient.names()) names.push_back("patient." + name);
  for (const std::string& name : islet.names()) names.push_back("islets." + name);
  return names;
}

double to_number(const SeriesValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : std::numeric_limits<double>::quiet_NaN();
}

double reduce(Reduction reduction, const std::vector<double>& values) {
  double result = values.front();
  for (std::size_t i = 1; i < values.size(); ++i) {
    switch (reduction) {
      case Reduction::mean:
      case Reduction::sum: result += values[i]; break;
      case Reduction::minimum: result = std::min(result, values[i]); break;
      case Reduction::maximum: result = std::max(result, values[i]); break;
    }
  }
  return reduction == Reduction::mean ? result / static_cast<double>(values.size()) : result;
}

}  // namespace

std::size_t Trajectory::find(const RecordedColumn& column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  ISLETSIM_VALIDATE(found != columns.end(), column.name);
  return static_cast<std::size_t>(found - columns.begin());
}

std::vector<std::string> recordable_columns() {
  // The columns are the same in every scenario: those of the least one will do.
  ScenarioLayer layer;
  layer.assignments.push_back({"run.seed", 0});
  layer.assignments.push_back({"islet.diameter", "40 um"});
  Simulation simulation(build_model(Settings(scenario_schema(), {layer}), Seed{0}, {}));
  return column_names(SectionSummary(simulation.host().section(), "host"),
                      SectionSummary(simulation.islets().front()->section(), "islet"));
}

TrajectoryRecorder::TrajectoryRecorder(Simulation& simulation, std::vector<RecordedColumn> columns)
    : simulation_(simulation),
      patient_(simulation.host().section(), "host"),
      islet_(simulation.islets().front()->section(), "islet") {
  const std::vector<std::string> names = column_names(patient_, islet_);
  for (const RecordedColumn& column : columns) {
    const auto found = std::find(names.begin(), names.end(), column.name);
    ISLETSIM_VALIDATE(found != names.end(), column.name);
    positions_.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  trajectory_.columns = std::move(columns);
}

void TrajectoryRecorder::sample() {
  std::vector<SeriesValue> patient;
  patient_.append(simulation_.host().section(), patient);
  std::vector<std::vector<SeriesValue>> islets;
  for (const auto& islet : simulation_.islets())
    islet_.append(islet->section(), islets.emplace_back());

  std::vector<double>& row = trajectory_.values.emplace_back();
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    if (positions_[i] < patient.size()) {
      row.push_back(to_number(patient[positions_[i]]));
      continue;
    }
    std::vector<double> values;
    for (const auto& islet : islets)
      values.push_back(to_number(islet[positions_[i] - patient.size()]));
    row.push_back(reduce(trajectory_.columns[i].islets, values));
  }
  trajectory_.time_day.push_back(simulation_.time() / minutes_per_day);
}

}  // namespace isletsim
