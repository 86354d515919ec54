// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/csv.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

template <class Number>
void append_number(std::string& csv, Number number) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  ISLETSIM_ASSERT(error == std::errc{});
  csv.append(text.data(), end);
}

template <class Field, class Append>
void append_row(std::string& csv, std::span<const Field> fields, Append append) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) csv += ',';
    append(csv, fields[i]);
  }
  csv += '\n';
}

}  // namespace

void append_csv_field(std::string& csv, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    csv += field;
    return;
  }
  csv += '"';
  for (const char c : field) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

void append_csv_value(std::string& csv, const CsvValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    append_number(csv, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    if (!std::isnan(*real)) append_number(csv, *real);
  } else {
    append_csv_field(csv, std::get<std::string>(value));
  }
}

void append_csv_row(std::string& csv, std::span<const std::string> fields) {
  append_row(csv, fields, append_csv_field);
}

void append_csv_row(std::string& csv, std::span<const CsvValue> values) {
  append_row(csv, values, append_csv_value);
}

void append_csv_comment(std::string& csv, std::string_view comment) {
  csv += "# ";
  for (const char c : comment) csv += c == '\n' || c == '\r' ? ' ' : c;
  csv += '\n';
}

}  // namespace isletsim
