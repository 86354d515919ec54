// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/parameter.hpp"

#include <fmt/format.h>

namespace isletsim {

std::string_view to_string(Species species) { return species_words.word(species); }

std::string_view to_string(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::quantity: return "quantity";
    case ParameterKind::integer: return "integer";
    case ParameterKind::boolean: return "boolean";
    case ParameterKind::text: return "text";
    case ParameterKind::choice: return "choice";
    case ParameterKind::quantity_list: return "list of quantities";
    case ParameterKind::text_list: return "list of texts";
  }
  return {};
}

std::string to_string(const WrittenValue& written) {
  struct Printer {
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return fmt::to_string(number); }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<WrittenValue>& values) const {
      std::string text = "[";
      for (const WrittenValue& value : values) {
        if (text.size() > 1) text += ", ";
        text += to_string(value);
      }
      return text + "]";
    }
  };
  return std::visit(Printer{}, written.value);
}

namespace detail {

namespace {

/// The text behind the number; empty where the value has no number with a unit.
std::string unit_behind_number(const WrittenValue& written) {
  if (const auto* values = std::get_if<std::vector<WrittenValue>>(&written.value))
    return values->empty() ? std::string{} : unit_behind_number(values->front());
  const auto* text = std::get_if<std::string>(&written.value);
  if (text == nullptr) return {};
  const std::size_t space = text->find(' ');
  return space == std::string::npos ? std::string{} : text->substr(space + 1);
}

}  // namespace

std::string declared_unit(const Default& default_value, const Limits& limits) {
  std::string unit;
  if (default_value.values) unit = unit_behind_number(default_value.values->front());
  if (unit.empty() && default_value.values) unit = unit_behind_number(default_value.values->back());
  if (unit.empty() && limits.low) unit = unit_behind_number(*limits.low);
  return unit.empty() ? "1" : unit;
}

}  // namespace detail

}  // namespace isletsim
