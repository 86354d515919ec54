// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace isletsim {

/// Signals that a text is no JSON, or not the JSON that was expected.
class JsonError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A JSON value: what the program reports to other programs, and what it reads back of its own
/// files.
struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;  ///< keeps its order

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value{};

  Json() = default;
  Json(std::same_as<bool> auto flag) : value(flag) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) Json(Number number)
      : value(static_cast<std::int64_t>(number)) {}
  Json(std::floating_point auto number) : value(static_cast<double>(number)) {}
  Json(std::string text) : value(std::move(text)) {}
  Json(std::string_view text) : value(std::string(text)) {}
  Json(const char* text) : value(std::string(text)) {}
  Json(Array elements) : value(std::move(elements)) {}
  Json(Object members) : value(std::move(members)) {}
  /// An array of texts.
  Json(const std::vector<std::string>& texts) : value(Array(texts.begin(), texts.end())) {}

  /// The value as one of the alternatives; number() also reads a whole number. Throws JsonError.
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Array& array() const;
  [[nodiscard]] const Object& object() const;
  /// A member of an object. Throws JsonError where there is none.
  [[nodiscard]] const Json& at(std::string_view key) const;
  /// The texts of an array of texts. Throws JsonError.
  [[nodiscard]] std::vector<std::string> texts() const;

  bool operator==(const Json&) const = default;
};

enum class JsonLayout { indented, one_line };

/// Writes JSON without a line break at its end. Text that is not UTF-8 is replaced; a number that
/// is not finite is null.
[[nodiscard]] std::string write_json(const Json& json, JsonLayout layout = JsonLayout::indented);

/// Reads JSON, nested at most 64 deep. Throws JsonError.
[[nodiscard]] Json read_json(std::string_view text);

}  // namespace isletsim
