// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace isletsim {

/// One field of a table. NaN, a number that does not exist, is written as nothing.
using CsvValue = std::variant<std::int64_t, double, std::string>;

/// Appends a field. One that has commas, quotation marks or line breaks is put in quotation marks
/// (RFC 4180).
void append_csv_field(std::string& csv, std::string_view field);
/// Appends a value. Numbers are written shortest such that they read back the same, whatever the
/// locale.
void append_csv_value(std::string& csv, const CsvValue& value);

/// Appends a row: the fields with commas between them, and the end of the line.
void append_csv_row(std::string& csv, std::span<const std::string> fields);
void append_csv_row(std::string& csv, std::span<const CsvValue> values);

/// Appends a line that begins with "# ", for readers that skip such lines. Line breaks in it become
/// spaces.
void append_csv_comment(std::string& csv, std::string_view comment);

}  // namespace isletsim
