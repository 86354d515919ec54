// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/parameters/schema.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

constexpr std::string_view none = "none";

bool holds_quantities(ParameterKind kind) {
  return kind == ParameterKind::quantity || kind == ParameterKind::quantity_list;
}

std::string join(const std::vector<std::string>& words, std::string_view last_separator) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? last_separator : ", ";
    text += words[i];
  }
  return text;
}

/// How a value of the row is written in a scenario.
std::string example(const SchemaRow& row) {
  const ParameterRow& declared = row.declared;
  switch (declared.kind) {
    case ParameterKind::quantity:
      return row.has_unit() ? fmt::format("\"1 {}\"", declared.unit) : "0.5";
    case ParameterKind::integer: return "3";
    case ParameterKind::boolean: return "true";
    case ParameterKind::text: return "\"text\"";
    case ParameterKind::choice: return fmt::format("\"{}\"", declared.limits.choices.front());
    case ParameterKind::quantity_list:
      return row.has_unit() ? fmt::format("[\"1 {0}\", \"2 {0}\"]", declared.unit) : "[0.5, 1.5]";
    case ParameterKind::text_list:
      return declared.limits.choices.empty()
                 ? "[\"text\"]"
                 : fmt::format("[\"{}\"]", declared.limits.choices.front());
  }
  return {};
}

[[noreturn]] void fail_type(const SchemaRow& row, const WrittenValue& written) {
  const std::string_view article = row.declared.kind == ParameterKind::integer ? "an" : "a";
  throw ConfigError(
      Fault{.problem = "wrong type",
            .value = to_string(written),
            .why = fmt::format("{} {} expected", article, to_string(row.declared.kind)),
            .suggestion = fmt::format("write it as in {} = {}", row.declared.key, example(row))});
}

double interpret_quantity(const SchemaRow& row, const WrittenValue& written,
                          std::optional<double> molar_mass) {
  if (const auto* text = std::get_if<std::string>(&written.value))
    return row.unit->parse(*text, molar_mass);
  if (const auto* number = std::get_if<double>(&written.value))
    return row.unit->parse_bare(*number);
  if (const auto* whole = std::get_if<std::int64_t>(&written.value))
    return row.unit->parse_bare(static_cast<double>(*whole));
  fail_type(row, written);
}

std::int64_t interpret_integer(const SchemaRow& row, const WrittenValue& written) {
  constexpr double exact = 9007199254740992;  // 2^53: doubles hold every integer up to here
  std::int64_t number = 0;
  if (const auto* whole = std::get_if<std::int64_t>(&written.value)) {
    number = *whole;
  } else if (const auto* real = std::get_if<double>(&written.value);
             real != nullptr && std::abs(*real) <= exact && *real == std::floor(*real)) {
    number = static_cast<std::int64_t>(*real);
  } else {
    fail_type(row, written);
  }
  if (number < row.declared.lowest || number > row.declared.highest)
    throw ConfigError(
        Fault{.problem = "value out of range",
              .value = to_string(written),
              .why = fmt::format("{} to {} allowed", row.declared.lowest, row.declared.highest),
              .suggestion = "choose a value between them"});
  return number;
}

void check_word_or_quantity(const ParameterRow& declared, const std::string& text) {
  const auto& words = declared.text_words;
  if (std::find(words.begin(), words.end(), text) != words.end()) return;
  const std::string suggestion = fmt::format("write a quantity in a unit such as '{}', or {}",
                                             declared.text_unit, join(words, " or "));
  try {
    if (QuantityUnit(declared.text_unit).parse(text) > 0) return;
  } catch (const ConfigError& error) {
    Fault fault = error.faults().front();
    fault.suggestion = suggestion;
    throw ConfigError(std::move(fault));
  }
  throw ConfigError(Fault{.problem = "value out of range",
                          .value = text,
                          .why = "more than 0 allowed",
                          .suggestion = suggestion});
}

std::string interpret_text(const SchemaRow& row, const WrittenValue& written) {
  const auto* text = std::get_if<std::string>(&written.value);
  if (text == nullptr) fail_type(row, written);
  if (!row.declared.text_unit.empty()) {
    check_word_or_quantity(row.declared, *text);
    return *text;
  }
  const auto& choices = row.declared.limits.choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), *text) != choices.end())
    return *text;
  const std::string nearest = nearest_spelling(*text, choices);
  constexpr std::size_t few = 8;
  std::string suggestion;
  if (!nearest.empty())
    suggestion = fmt::format("did you mean '{}'?", nearest);
  else if (choices.size() <= few)
    suggestion = "choose " + join(choices, " or ");
  else
    suggestion = fmt::format("choose one of {}, such as '{}'", choices.size(), choices.front());
  throw ConfigError(Fault{
      .problem = "unknown value", .value = *text, .why = {}, .suggestion = std::move(suggestion)});
}

bool is_key(std::string_view key) {
  return !key.empty() && key.front() != '.' && key.back() != '.' &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '.';
         });
}

}  // namespace

std::optional<double> usable_molar_mass(double molar_mass) {
  return molar_mass > 0 ? std::optional(molar_mass) : std::nullopt;
}

std::optional<WrittenValue> SchemaRow::default_for(Species species) const {
  if (!declared.default_value.values) return std::nullopt;
  return (*declared.default_value.values)[static_cast<std::size_t>(species)];
}

Value SchemaRow::interpret(const WrittenValue& written, std::optional<double> molar_mass) const {
  if (declared.optional)
    if (const auto* text = std::get_if<std::string>(&written.value);
        text != nullptr && *text == none)
      return std::monostate{};
  switch (declared.kind) {
    case ParameterKind::quantity: return interpret_quantity(*this, written, molar_mass);
    case ParameterKind::integer: return interpret_integer(*this, written);
    case ParameterKind::boolean:
      if (const bool* flag = std::get_if<bool>(&written.value)) return *flag;
      fail_type(*this, written);
    case ParameterKind::text:
    case ParameterKind::choice: return interpret_text(*this, written);
    case ParameterKind::quantity_list:
    case ParameterKind::text_list: break;
  }
  const auto* list = std::get_if<std::vector<WrittenValue>>(&written.value);
  if (list == nullptr) fail_type(*this, written);
  if (declared.kind == ParameterKind::text_list) {
    std::vector<std::string> texts;
    for (const WrittenValue& text : *list) texts.push_back(interpret_text(*this, text));
    return texts;
  }
  if (declared.length > 0 && list->size() != declared.length)
    throw ConfigError(Fault{.problem = "wrong number of values",
                            .value = to_string(written),
                            .why = fmt::format("{} given", list->size()),
                            .suggestion = fmt::format("give {}", declared.length)});
  std::vector<double> numbers;
  for (const WrittenValue& number : *list)
    numbers.push_back(interpret_quantity(*this, number, molar_mass));
  return numbers;
}

void SchemaRow::check_limits(const WrittenValue& written, const Value& value,
                             std::optional<double> molar_mass) const {
  const auto limit = [&](const std::optional<WrittenValue>& bound) -> std::optional<double> {
    if (!bound) return std::nullopt;
    if (unit) return interpret_quantity(*this, *bound, molar_mass);
    return static_cast<double>(interpret_integer(*this, *bound));
  };
  const auto low = limit(declared.limits.low);
  const auto high = limit(declared.limits.high);
  std::vector<double> numbers;
  if (const double* number = std::get_if<double>(&value)) numbers = {*number};
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    numbers = {static_cast<double>(*whole)};
  if (const auto* list = std::get_if<std::vector<double>>(&value)) numbers = *list;
  for (const double number : numbers) {
    if ((!low || number >= *low) && (!high || number <= *high)) continue;
    std::string suggestion = "choose a value within";
    if (const auto usual = this->default_for(Species::mouse);
        usual && !declared.default_value.differs_by_species() && to_string(*usual) != none)
      suggestion += fmt::format("; the default is {}", to_string(*usual));
    throw ConfigError(Fault{.problem = "value out of range",
                            .value = to_string(written),
                            .why = this->limits_in_words() + " allowed",
                            .suggestion = suggestion});
  }
}

std::string SchemaRow::limits_in_words() const {
  const Limits& limits = declared.limits;
  if (!limits.choices.empty()) return join(limits.choices, " or ");
  if (limits.low && limits.high)
    return fmt::format("{} to {}", to_string(*limits.low), to_string(*limits.high));
  if (limits.low) return fmt::format("at least {}", to_string(*limits.low));
  return {};
}

const SchemaRow* SchemaSection::find(std::string_view row_key) const {
  const auto found = std::find_if(
      rows.begin(), rows.end(), [&](const SchemaRow& row) { return row.declared.key == row_key; });
  return found == rows.end() ? nullptr : &*found;
}

std::shared_ptr<const SchemaSection> Schema::find(std::string_view key) const {
  const auto found = std::find_if(sections_.begin(), sections_.end(),
                                  [&](const auto& section) { return section->key == key; });
  return found == sections_.end() ? nullptr : *found;
}

void Schema::add_section(std::string key, std::string doc, bool is_list, std::type_index structure,
                         std::vector<ParameterRow> rows) {
  ISLETSIM_VALIDATE(is_key(key) && this->find(key) == nullptr, key);
  ISLETSIM_VALIDATE(!doc.empty(), key);
  auto section = std::make_shared<SchemaSection>(SchemaSection{.key = std::move(key),
                                                               .doc = std::move(doc),
                                                               .is_list = is_list,
                                                               .structure = structure,
                                                               .rows = {}});
  const bool has_molar_mass = std::any_of(
      rows.begin(), rows.end(), [](const ParameterRow& row) { return row.key == molar_mass_row; });
  for (ParameterRow& declared : rows) {
    const std::string name = section->key + "." + declared.key;
    ISLETSIM_VALIDATE(is_key(declared.key) && declared.key.find('.') == std::string::npos, name);
    ISLETSIM_VALIDATE(section->find(declared.key) == nullptr, name + " is declared twice");
    ISLETSIM_VALIDATE(!declared.source.empty() && declared.source != "assumed:",
                      name + " has no source");
    ISLETSIM_VALIDATE(!declared.meaning.empty(), name + " has no meaning");
    ISLETSIM_VALIDATE(declared.kind != ParameterKind::choice || !declared.limits.choices.empty(),
                      name + " has no choices");
    SchemaRow row{.declared = std::move(declared), .unit = {}, .molar_mass_section = {}};
    if (row.declared.key != molar_mass_row) {
      if (!row.declared.factor.empty())
        row.molar_mass_section = "factors." + row.declared.factor;
      else if (has_molar_mass)
        row.molar_mass_section = section->key;
    }
    if (holds_quantities(row.declared.kind))
      row.unit.emplace(row.declared.unit, !row.molar_mass_section.empty());
    section->rows.push_back(std::move(row));
  }
  for (const SchemaRow& row : section->rows) this->check_defaults(*section, row);
  sections_.push_back(std::move(section));
}

std::optional<double> Schema::default_molar_mass(const SchemaSection& section, const SchemaRow& row,
                                                 Species species) const {
  if (row.molar_mass_section.empty()) return std::nullopt;
  const auto other = this->find(row.molar_mass_section);
  const SchemaSection* factor = row.molar_mass_section == section.key ? &section : other.get();
  ISLETSIM_VALIDATE(factor != nullptr, row.molar_mass_section + " is not in the schema yet");
  const SchemaRow* mass = factor->find(molar_mass_row);
  ISLETSIM_VALIDATE(mass != nullptr && mass->default_for(species), factor->key + " has none");
  return usable_molar_mass(std::get<double>(mass->interpret(*mass->default_for(species))));
}

void Schema::check_defaults(const SchemaSection& section, const SchemaRow& row) const {
  const std::string name = section.key + "." + row.declared.key;
  try {
    for (const Species species : all_species) {
      const auto molar_mass = this->default_molar_mass(section, row, species);
      const auto written = row.default_for(species);
      if (written)
        row.check_limits(*written, row.interpret(*written, molar_mass), molar_mass);
      else
        row.check_limits("", std::monostate{}, molar_mass);
    }
  } catch (const ConfigError& error) {
    throw InternalError(fmt::format("{}: {}", name, error.what()));
  }
}

}  // namespace isletsim
