// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/parameters/parameter.hpp"
#include "io/json.hpp"
#include "io/results_database.hpp"
#include "scenarios/experiments/trajectory.hpp"

namespace isletsim {

/// What is taken of a column over time.
enum class Taken : std::uint8_t { last, mean, minimum, maximum, area, time };

/// [[endpoint]] as it is written in a sweep.
struct EndpointSettings {
  std::string name;
  std::string measure;               ///< a known measure; "auto": the name's, if it is one
  std::vector<std::string> columns;  ///< whose sum is meant
  std::string take;                  ///< "auto": the measure's
  std::string islets;                ///< "auto": the measure's
  std::string relative;              ///< "yes", "no", "auto": the measure's
  std::optional<double> from;        ///< [min]
  std::optional<double> until;       ///< [min]
  std::optional<double> above;
  std::optional<double> below;

  static ParameterRows<EndpointSettings> describe();
};

/// One number of a run.
///
///   last      the value at `until`, or at the end
///   mean      over time, from `from` to `until`, by trapezoids
///   minimum, maximum
///   area      under the curve, by trapezoids [unit · day]
///   time      first time at which the value is `above` or `below` a threshold [day]
///
/// of the sum of some columns, relative to its value at the start where asked for.
struct Endpoint {
  std::string name;
  std::vector<std::string> columns;
  Reduction islets = Reduction::mean;
  Taken take = Taken::last;
  bool relative = false;
  std::optional<double> from{};   ///< [day]
  std::optional<double> until{};  ///< [day]
  std::optional<double> above{};
  std::optional<double> below{};

  /// Of a trajectory that holds the columns. Not defined where nothing was sampled in time, or
  /// relative to nothing.
  [[nodiscard]] EndpointValue evaluate(const Trajectory& trajectory) const;
  /// One line for people.
  [[nodiscard]] std::string meaning() const;
  [[nodiscard]] bool event() const { return take == Taken::time; }
};

/// Completes the written settings with those of the measure. Faults have the row's key, without a
/// place.
[[nodiscard]] Endpoint make_endpoint(const EndpointSettings& settings, std::vector<Fault>& faults);

/// The endpoints of a sweep that names none: every known measure.
[[nodiscard]] std::vector<Endpoint> default_endpoints();

[[nodiscard]] Json to_json(const Endpoint& endpoint);
/// Reads what to_json wrote. Throws JsonError.
[[nodiscard]] Endpoint endpoint_from_json(const Json& json);

}  // namespace isletsim
