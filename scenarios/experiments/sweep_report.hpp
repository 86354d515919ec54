// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>

#include "io/json.hpp"
#include "io/results_database.hpp"

namespace isletsim {

/// "213 of 1000 runs, 2 failed; 4 min left".
[[nodiscard]] std::string in_words(const SweepProgress& progress);

/// The same for programs, with the hash of the content.
[[nodiscard]] Json to_json(const ResultsDatabase& database);

/// The status, and for each condition what results_table() prints and more: means, and the course
/// of survival of events.
[[nodiscard]] Json results_json(const ResultsDatabase& database, double within);

/// Each condition's runs and its endpoints' medians, for people. With several arms also Vargha and
/// Delaney's A over the first arm at the same point, and the replicates with which its interval
/// would go no farther than `within` to either side.
[[nodiscard]] std::string results_table(const ResultsDatabase& database, double within);

/// One row per run, with the varied values and its endpoints, after comments that say what was run.
[[nodiscard]] std::string results_csv(const ResultsDatabase& database, const std::string& command);

}  // namespace isletsim
