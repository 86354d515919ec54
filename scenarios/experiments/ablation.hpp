// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/json.hpp"
#include "io/results_database.hpp"
#include "scenarios/experiments/statistics.hpp"
#include "scenarios/experiments/sweep.hpp"

namespace isletsim {

/// The parts of the model that are switched off in turn.
enum class AblationUnit : std::uint8_t { mechanism, group };

/// The scenario as it is, and without each mechanism, or group of them, that it does not switch off
/// itself; all with the same seeds. Throws ConfigError where the scenario is wrong.
[[nodiscard]] Sweep ablation_of(const std::string& scenario, std::int64_t seeds,
                                const std::optional<std::string>& until, AblationUnit unit);

/// The effect of switching something off on an endpoint. Runs of the same seed are compared; a time
/// to an event that was not seen counts as the length of the run.
struct AblationEffect {
  std::string endpoint;
  double baseline;  ///< mean
  double ablated;   ///< mean
  double effect;    ///< mean of ablated − baseline, within seeds
  std::optional<ConfidenceInterval> interval;
  double relative;  ///< |effect| over the greater of the two means: 0 to 2
  double a;         ///< Vargha and Delaney's A of ablated over baseline
};

/// The results of switching one mechanism or group off.
struct Ablation {
  std::string without;
  std::int64_t seeds;    ///< compared
  std::int64_t changed;  ///< seeds in which the run went another way at all
  std::vector<AblationEffect> effects;

  /// The greatest relative effect on any endpoint.
  [[nodiscard]] double rank() const;
};

/// The ablations of a database made by `ablation_of`, those with the greatest effects first.
[[nodiscard]] std::vector<Ablation> ablations(const ResultsDatabase& database);

[[nodiscard]] std::string ablation_table(const std::vector<Ablation>& ranked);
/// One row per ablation and endpoint, after comments that say what was run.
[[nodiscard]] std::string ablation_csv(const std::vector<Ablation>& ranked,
                                       const ResultsDatabase& database, const std::string& command);
[[nodiscard]] Json ablation_json(const std::vector<Ablation>& ranked);

}  // namespace isletsim
