// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/parameters/settings.hpp"

namespace isletsim {

/// The greatest size of a TOML file [byte].
inline constexpr std::size_t largest_toml_file = 1 << 20;

/// Reads a TOML file: each value under its dotted key, with its line. `kind` is what the file
/// should be, for the messages: "scenario", "sweep". Throws ConfigError where it is no regular text
/// file of at most 1 MiB, or no TOML.
[[nodiscard]] ScenarioLayer read_toml_file(const std::string& path, std::string_view kind);

/// Adds a value given on the command line: TOML if it can be read as such, otherwise text.
void add_argument(const std::string& key, const std::string& text, const Place& place,
                  ScenarioLayer& layer);

/// A value as TOML. Reading it gives the same value.
[[nodiscard]] std::string toml_value(const WrittenValue& written);

/// Offset of the first byte that is not text in UTF-8: a wrong sequence, or a control character
/// other than tab and line end; npos if there is none.
[[nodiscard]] std::size_t find_non_text(std::string_view text);

}  // namespace isletsim
