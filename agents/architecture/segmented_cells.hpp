// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agents/architecture/architecture.hpp"

namespace isletsim {

/// Parses the text of a CSV file of cell centres: a header with the columns x, y, z [µm] and type,
/// in any order and among others; types are beta, alpha, delta, endothelial. Blank lines are
/// skipped. `file` is its name in messages. Throws ConfigError with every fault (the first 20) if
/// lines are bad, two cells have the same centre or no cell is endocrine.
[[nodiscard]] std::vector<SegmentedCell> parse_segmented_cells(std::string_view text,
                                                               const std::string& file);

}  // namespace isletsim
