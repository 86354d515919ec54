// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/enum_words.hpp"

namespace isletsim {

/// Whose islets a run simulates. It chooses among the defaults that differ by species.
enum class Species : std::uint8_t { mouse, human };
inline constexpr std::array<Species, 2> all_species{Species::mouse, Species::human};
inline constexpr EnumWords species_words({EnumWord{Species::mouse, "mouse"},
                                          EnumWord{Species::human, "human"}});
[[nodiscard]] std::string_view to_string(Species species);

/// A value as it is written, in a declaration or in a scenario: a quantity is text with its unit
/// ("50 um^2/s"), everything else is the plain value.
struct WrittenValue {
  std::variant<bool, std::int64_t, double, std::string, std::vector<WrittenValue>> value;

  WrittenValue(const char* text) : value(std::string(text)) {}
  WrittenValue(std::string text) : value(std::move(text)) {}
  WrittenValue(bool flag) : value(flag) {}
  WrittenValue(std::integral auto number) : value(static_cast<std::int64_t>(number)) {}
  WrittenValue(std::floating_point auto number) : value(static_cast<double>(number)) {}
  WrittenValue(std::vector<WrittenValue> values) : value(std::move(values)) {}
  bool operator==(const WrittenValue&) const = default;
};

/// Prints a value without quotes: `2.9e-3 1/min`, `true`, `[0.5, 1]`.
[[nodiscard]] std::string to_string(const WrittenValue& value);

/// A value as the model uses it: numbers in native units, the label of a choice, or nothing where
/// an optional parameter is "none".
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string,
                           std::vector<double>, std::vector<std::string>>;

/// What a parameter holds.
enum class ParameterKind : std::uint8_t {
  quantity,       ///< a number with a unit; dimensionless where the unit is "1"
  integer,        ///< a count
  boolean,        ///< true or false
  text,           ///< free text
  choice,         ///< one of the named choices
  quantity_list,  ///< numbers of one dimension
  text_list,      ///< texts, or several of the named choices
};
[[nodiscard]] std::string_view to_string(ParameterKind kind);

/// The default of a parameter: one value, one per species, or none, in which case every scenario
/// must state it.
struct Default {
  std::optional<std::array<WrittenValue, 2>> values;  ///< mouse, human

  template <class T>
  requires std::constructible_from<WrittenValue, T> Default(T value)
      : values({{WrittenValue(value), WrittenValue(value)}}) {}
  Default(WrittenValue mouse, WrittenValue human)
      : values({{std::move(mouse), std::move(human)}}) {}
  Default() = default;

  [[nodiscard]] bool differs_by_species() const { return values && (*values)[0] != (*values)[1]; }
};

[[nodiscard]] inline Default per_species(WrittenValue mouse, WrittenValue human) {
  return {std::move(mouse), std::move(human)};
}

/// A parameter without a default.
[[nodiscard]] inline Default required() { return {}; }

/// A list: `list("1 um", "2 um")`, `list()`.
template <class... T>
[[nodiscard]] WrittenValue list(T... values) {
  return std::vector<WrittenValue>{WrittenValue(values)...};
}

/// Which values are allowed.
struct Limits {
  std::optional<WrittenValue> low{};
  std::optional<WrittenValue> high{};
  std::vector<std::string> choices{};
};

/// Every value between two limits, both included.
[[nodiscard]] inline Limits range(WrittenValue low, WrittenValue high) {
  return {.low = std::move(low), .high = std::move(high)};
}

[[nodiscard]] inline Limits at_least(WrittenValue low) { return {.low = std::move(low)}; }

/// One of these labels; where the member is an enumeration, those of its enumerators 0, 1, …
[[nodiscard]] inline Limits choice(std::vector<std::string> labels) {
  return {.choices = std::move(labels)};
}
template <std::convertible_to<std::string>... Label>
[[nodiscard]] Limits choice(Label... labels) {
  return {.choices = {std::string(labels)...}};
}
template <class Enum, std::size_t Count>
[[nodiscard]] Limits choice(const EnumWords<Enum, Count>& words) {
  return {.choices = words.all()};
}

/// A parameter, declared once beside the rule that uses it: scenario reading, unit conversion,
/// range checks, lists and documentation follow from this.
struct ParameterRow {
  std::string key;          ///< snake_case, unique in its table
  ParameterKind kind;       ///< what it holds
  bool optional;            ///< whether "none" is a value
  std::size_t length;       ///< numbers in a list of fixed length; 0 where any
  Default default_value;    ///< as written
  Limits limits;            ///< as written
  std::string unit;         ///< in which it is declared and shown; "1" where dimensionless
  std::string source;       ///< author year, DOI; or "assumed: why"
  std::string meaning;      ///< one line
  std::string factor{};     ///< whose molar mass turns mass into amount; may be empty
  std::string text_unit{};  ///< of a text that is a positive quantity or one of `text_words`
  std::vector<std::string> text_words{};
  std::int64_t lowest = 0;                         ///< least integer that the member can hold
  std::int64_t highest = 0;                        ///< greatest integer that the member can hold
  std::function<void(void*, const Value&)> set{};  ///< assigns the member of a structure
};

/// The row of a structure's member.
template <class Structure>
struct MemberRow : ParameterRow {
  /// Lets ng/ml and ng/10^6 cells/day be written for nM and molecules/cell/min of this factor.
  [[nodiscard]] MemberRow of_factor(std::string factor_key) && {
    factor = std::move(factor_key);
    return std::move(*this);
  }
  /// Restricts a text to some words and positive quantities of the dimension of `quantity_unit`.
  [[nodiscard]] MemberRow words_or_quantity(std::vector<std::string> words,
                                            std::string quantity_unit) && {
    text_words = std::move(words);
    text_unit = std::move(quantity_unit);
    return std::move(*this);
  }
};

/// The rows that describe a structure.
template <class Structure>
struct ParameterRows {
  std::vector<ParameterRow> rows;
};

namespace detail {

/// The unit in which values are declared: that of the default, or of the limits.
[[nodiscard]] std::string declared_unit(const Default& default_value, const Limits& limits);

template <class Member>
struct MemberTraits;

template <>
struct MemberTraits<double> {
  static constexpr ParameterKind kind = ParameterKind::quantity;
  static void assign(double& member, const Value& value, const Limits&) {
    member = std::get<double>(value);
  }
};

template <>
struct MemberTraits<std::optional<double>> {
  static constexpr ParameterKind kind = ParameterKind::quantity;
  static void assign(std::optional<double>& member, const Value& value, const Limits&) {
    if (const double* number = std::get_if<double>(&value))
      member = *number;
    else
      member.reset();
  }
};

template <>
struct MemberTraits<bool> {
  static constexpr ParameterKind kind = ParameterKind::boolean;
  static void assign(bool& member, const Value& value, const Limits&) {
    member = std::get<bool>(value);
  }
};

template <std::integral Member>
struct MemberTraits<Member> {
  static_assert(std::is_signed_v<Member> || sizeof(Member) < sizeof(std::int64_t),
                "its values do not all fit into a signed 64-bit integer");
  static constexpr ParameterKind kind = ParameterKind::integer;
  static void assign(Member& member, const Value& value, const Limits&) {
    member = static_cast<Member>(std::get<std::int64_t>(value));
  }
};

template <>
struct MemberTraits<std::string> {
  static constexpr ParameterKind kind = ParameterKind::text;
  static void assign(std::string& member, const Value& value, const Limits&) {
    member = std::get<std::string>(value);
  }
};

template <class Member>
requires std::is_enum_v<Member>
struct MemberTraits<Member> {
  static constexpr ParameterKind kind = ParameterKind::choice;
  static void assign(Member& member, const Value& value, const Limits& limits) {
    for (std::size_t i = 0; i < limits.choices.size(); ++i)
      if (limits.choices[i] == std::get<std::string>(value)) member = static_cast<Member>(i);
  }
};

template <>
struct MemberTraits<std::vector<double>> {
  static constexpr ParameterKind kind = ParameterKind::quantity_list;
  static void assign(std::vector<double>& member, const Value& value, const Limits&) {
    member = std::get<std::vector<double>>(value);
  }
};

template <std::size_t Length>
struct MemberTraits<std::array<double, Length>> {
  static constexpr ParameterKind kind = ParameterKind::quantity_list;
  static constexpr std::size_t length = Length;
  static void assign(std::array<double, Length>& member, const Value& value, const Limits&) {
    const auto& numbers = std::get<std::vector<double>>(value);
    for (std::size_t i = 0; i < Length; ++i) member[i] = numbers[i];
  }
};

template <>
struct MemberTraits<std::vector<std::string>> {
  static constexpr ParameterKind kind = ParameterKind::text_list;
  static void assign(std::vector<std::string>& member, const Value& value, const Limits&) {
    member = std::get<std::vector<std::string>>(value);
  }
};

}  // namespace detail

/// Declares the parameter that a member of a structure holds: `double` (a quantity with a unit),
/// `std::optional<double>` (a quantity or "none"), an integer, `bool`, `std::string`, an
/// enumeration with `choice` labels, `std::vector<double>` or `std::array<double, N>` of
/// quantities, or `std::vector<std::string>`.
template <class Structure, class Member>
[[nodiscard]] MemberRow<Structure> row(std::string key, Member Structure::*member,
                                       Default default_value, Limits limits, std::string source,
                                       std::string meaning) {
  using Traits = detail::MemberTraits<Member>;
  MemberRow<Structure> declared{{
      .key = std::move(key),
      .kind = Traits::kind,
      .optional = std::is_same_v<Member, std::optional<double>>,
      .length = 0,
      .default_value = default_value,
      .limits = limits,
      .unit = "1",
      .source = std::move(source),
      .meaning = std::move(meaning),
  }};
  if constexpr (Traits::kind == ParameterKind::quantity ||
                Traits::kind == ParameterKind::quantity_list)
    declared.unit = detail::declared_unit(default_value, limits);
  if constexpr (requires { Traits::length; }) declared.length = Traits::length;
  if constexpr (Traits::kind == ParameterKind::text)
    if (!limits.choices.empty()) declared.kind = ParameterKind::choice;
  if constexpr (Traits::kind == ParameterKind::integer) {
    declared.lowest = static_cast<std::int64_t>(std::numeric_limits<Member>::lowest());
    declared.highest = static_cast<std::int64_t>(std::numeric_limits<Member>::max());
  }
  declared.set = [member, limits = std::move(limits)](void* structure, const Value& value) {
    Traits::assign(static_cast<Structure*>(structure)->*member, value, limits);
  };
  return declared;
}

/// Declares a parameter whose every value is allowed: a flag, a text.
template <class Structure, class Member>
[[nodiscard]] MemberRow<Structure> row(std::string key, Member Structure::*member,
                                       Default default_value, std::string source,
                                       std::string meaning) {
  return row(std::move(key), member, std::move(default_value), Limits{}, std::move(source),
             std::move(meaning));
}

/// Collects the rows of a structure, in the order in which they are listed and written.
template <class Structure, std::same_as<MemberRow<Structure>>... Rows>
[[nodiscard]] ParameterRows<Structure> parameters(MemberRow<Structure> first, Rows... rows) {
  return {{std::move(first), std::move(rows)...}};
}

/// Describes a structure without parameters: `parameters<Parameters>()`.
template <class Structure>
[[nodiscard]] ParameterRows<Structure> parameters() {
  return {};
}

}  // namespace isletsim
