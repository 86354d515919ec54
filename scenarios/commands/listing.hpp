// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <string>
#include <vector>

#include "core/parameters/schema.hpp"
#include "io/json.hpp"

namespace isletsim {

/// A value as it is written in a scenario.
[[nodiscard]] Json to_json(const WrittenValue& written);

/// Things of one kind, each a JSON object with a `key`, and the members that fit in a line.
struct Catalogue {
  std::vector<std::string> columns;
  Json::Array entries;
};

[[nodiscard]] Catalogue list_scenarios(const Schema& schema);
[[nodiscard]] Catalogue list_mechanisms(const Schema& schema);
[[nodiscard]] Catalogue list_cells(const Schema& schema);
[[nodiscard]] Catalogue list_factors();
[[nodiscard]] Catalogue list_parameters(const Schema& schema);
[[nodiscard]] Catalogue list_outputs(const Schema& schema);

/// The columns, aligned.
[[nodiscard]] std::string to_table(const Catalogue& catalogue);
/// One table; where entries hold lists of things, a section for each entry.
[[nodiscard]] std::string to_markdown(const Catalogue& catalogue);

/// The JSON Schema of a scenario file, for editors that complete and check TOML.
[[nodiscard]] Json scenario_json_schema(const Schema& schema);

}  // namespace isletsim
