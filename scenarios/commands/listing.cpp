// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/commands/listing.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "agents/factors.hpp"
#include "agents/simulation.hpp"
#include "core/base/error.hpp"
#include "io/scenario_file.hpp"
#include "scenarios/runner/run_settings.hpp"
#include "scenarios/scenario_folder.hpp"
#include "scenarios/text_table.hpp"

namespace isletsim {

namespace {

std::string full_key(const SchemaSection& section, const SchemaRow& row) {
  return section.key + '.' + row.declared.key;
}

/// The default as written, or one per species; empty where it must be stated.
Json default_of(const SchemaRow& row) {
  const auto& values = row.declared.default_value.values;
  if (!values) return {};
  if (!row.declared.default_value.differs_by_species()) return to_json(values->front());
  Json::Object by_species;
  for (const Species species : all_species)
    by_species.emplace_back(to_string(species), to_json(*row.default_for(species)));
  return by_species;
}

Json describe(const SchemaSection& section, const SchemaRow& row) {
  return Json::Object{{"key", full_key(section, row)},    {"kind", to_string(row.declared.kind)},
                      {"unit", row.declared.unit},        {"default", default_of(row)},
                      {"allowed", row.limits_in_words()}, {"source", row.declared.source},
                      {"meaning", row.declared.meaning}};
}

/// A member of an entry in one line.
std::string in_a_line(const Json& value) {
  struct Printer {
    std::string operator()(std::nullptr_t) const { return ""; }
    std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Json::Array& elements) const {
      std::string text;
      for (const Json& element : elements)
        text += (text.empty() ? "" : ", ") + std::visit(*this, element.value);
      return text;
    }
    std::string operator()(const Json::Object& members) const {
      std::string text;
      for (const auto& [key, member] : members)
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", std::visit(*this, member.value),
                            key);
      return text;
    }
  };
  return std::visit(Printer{}, value.value);
}

/// A simulation with all defaults, to see its tables.
Simulation default_simulation(const Schema& schema) {
  ScenarioLayer layer;
  layer.assignments.push_back({"run.seed", 0});
  return Simulation(build_model(Settings(schema, {layer}), Seed{0}, {}));
}

std::string_view to_words(Axis axis) {
  switch (axis) {
    case Axis::cells: return "cell";
    case Axis::sites: return "site";
    case Axis::voxels: return "voxel";
    case Axis::records: return "record";
  }
  throw InternalError("unknown axis");
}

Json labels_of(const ColumnInfo& column) {
  Json::Array labels;
  for (const Label& label : column.labels) labels.push_back(label.name);
  return labels;
}

bool holds_things(const Json& value) {
  const auto* elements = std::get_if<Json::Array>(&value.value);
  return elements != nullptr && !elements->empty() &&
         std::holds_alternative<Json::Object>(elements->front().value);
}

std::string escaped_for_markdown(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, 1, '\\');
  return text;
}

std::string markdown_table(const std::vector<std::string>& columns, const Json::Array& entries) {
  std::string text = "|";
  for (const std::string& column : columns) text += fmt::format(" {} |", column);
  text += "\n|";
  for (std::size_t i = 0; i < columns.size(); ++i) text += "---|";
  text += '\n';
  for (const Json& entry : entries) {
    text += '|';
    for (const std::string& column : columns)
      text += fmt::format(" {} |", escaped_for_markdown(in_a_line(entry.at(column))));
    text += '\n';
  }
  return text;
}

std::vector<std::string> keys_of(const Json& entry) {
  std::vector<std::string> keys;
  for (const auto& member : entry.object()) keys.push_back(member.first);
  return keys;
}

}  // namespace

Json to_json(const WrittenValue& written) {
  if (const auto* values = std::get_if<std::vector<WrittenValue>>(&written.value)) {
    Json::Array elements;
    for (const WrittenValue& value : *values) elements.push_back(to_json(value));
    return elements;
  }
  return std::visit(
      [](const auto& value) -> Json {
        if constexpr (std::is_constructible_v<Json, decltype(value)>) return value;
        throw InternalError("a list within a value");
      },
      written.value);
}

Catalogue list_scenarios(const Schema& schema) {
  Catalogue catalogue{{"key", "species", "question"}, {}};
  const std::vector<std::filesystem::path> folders{scenario_folder()};
  for (const std::string& name : scenario_names(folders)) {
    const Settings settings = read_scenario(name, {}, schema, folders);
    const auto header = settings.get<ScenarioHeader>("scenario");
    catalogue.entries.push_back(Json::Object{{"key", name},
                                             {"species", to_string(settings.species())},
                                             {"question", header.question},
                                             {"known", header.known},
                                             {"references", header.references}});
  }
  return catalogue;
}

Catalogue list_mechanisms(const Schema& schema) {
  Catalogue catalogue{{"key", "group", "claim"}, {}};
  for (const Mechanism* mechanism : all_mechanisms()) {
    Json::Array rows;
    for (const std::uint8_t row : mechanism->rows)
      if (row > 0) rows.push_back(row);
    Json::Array parameters;
    if (const auto section = schema.find(fmt::format("parameters.{}", mechanism->key))) {
      for (const SchemaRow& row : section->rows) parameters.push_back(describe(*section, row));
    }
    catalogue.entries.push_back(Json::Object{{"key", mechanism->key},
                                             {"claim", mechanism->claim},
                                             {"equation", mechanism->equation},
                                             {"source", mechanism->source},
                                             {"confidence", to_string(mechanism->confidence)},
                                             {"rows", rows},
                                             {"group", mechanism->group},
                                             {"shape", to_string(mechanism->shape)},
                                             {"parameters", parameters}});
  }
  return catalogue;
}

Catalogue list_cells(const Schema& schema) {
  Catalogue catalogue{{"key", "diameter", "states", "meaning"}, {}};
  Simulation simulation = default_simulation(schema);
  for (const StateSection& section : simulation.sections()) {
    for (const Table* table : section.tables) {
      if (table->axis() != Axis::cells) continue;
      Json::Array states;
      for (const AnyColumn* column : table->columns()) {
        if (!column->info().shown) continue;
        for (const Label& label : column->info().labels) states.push_back(label.name);
      }
      catalogue.entries.push_back(
          Json::Object{{"key", table->name()},
                       {"diameter", fmt::format("{} um", table->diameter())},
                       {"colour", fmt::format("#{:06x}", table->colour())},
                       {"states", states},
                       {"meaning", table->doc()}});
    }
  }
  return catalogue;
}

Catalogue list_factors() {
  Catalogue catalogue{{"key", "block", "diffusivity", "half_life", "meaning"}, {}};
  for (const FactorDeclaration& factor : factor_table()) {
    catalogue.entries.push_back(
        Json::Object{{"key", factor.key},
                     {"block", in_spread_block(factor.factor) ? "spread" : "local"},
                     {"unit", factor.unit},
                     {"molar_mass", fmt::format("{} kDa", factor.molar_mass)},
                     {"diffusivity", factor.diffusivity},
                     {"half_life", factor.half_life},
                     {"source", factor.source},
                     {"meaning", factor.meaning}});
  }
  return catalogue;
}

Catalogue list_parameters(const Schema& schema) {
  Catalogue catalogue{{"key", "default", "meaning"}, {}};
  for (const auto& section : schema.sections())
    for (const SchemaRow& row : section->rows) catalogue.entries.push_back(describe(*section, row));
  return catalogue;
}

Catalogue list_outputs(const Schema& schema) {
  Catalogue catalogue{{"key", "of", "a", "unit", "meaning"}, {}};
  Simulation simulation = default_simulation(schema);
  for (const StateSection& section : simulation.sections()) {
    for (const Table* table : section.tables) {
      for (const AnyColumn* column : table->columns()) {
        const ColumnInfo& info = column->info();
        if (!info.shown) continue;
        catalogue.entries.push_back(Json::Object{{"key", table->name() + '.' + info.name},
                                                 {"of", section.owner == 0 ? "host" : "islet"},
                                                 {"a", to_words(table->axis())},
                                                 {"unit", info.units_in_words()},
                                                 {"type", to_string(column->type())},
                                                 {"components", info.component_names},
                                                 {"component_units", info.component_units},
                                                 {"labels", labels_of(info)},
                                                 {"meaning", info.doc}});
      }
    }
  }
  return catalogue;
}

std::string to_table(const Catalogue& catalogue) {
  TextTable table;
  table.add(catalogue.columns);
  for (const Json& entry : catalogue.entries) {
    std::vector<std::string> line;
    for (const std::string& column : catalogue.columns) line.push_back(in_a_line(entry.at(column)));
    table.add(std::move(line));
  }
  return table.to_string();
}

std::string to_markdown(const Catalogue& catalogue) {
  if (catalogue.entries.empty()) return markdown_table(catalogue.columns, {});
  const bool nested =
      std::any_of(catalogue.entries.begin(), catalogue.entries.end(), [](const Json& entry) {
        return std::any_of(entry.object().begin(), entry.object().end(),
                           [](const auto& member) { return holds_things(member.second); });
      });
  if (!nested) return markdown_table(keys_of(catalogue.entries.front()), catalogue.entries);
  std::string text;
  for (const Json& entry : catalogue.entries) {
    text += fmt::format("### {}\n\n", entry.at("key").text());
    std::string tables;
    for (const auto& [key, member] : entry.object()) {
      if (holds_things(member)) {
        tables += markdown_table(keys_of(member.array().front()), member.array()) + '\n';
      } else if (key != "key") {
        const std::string line = in_a_line(member);
        text += fmt::format("- **{}**: {}\n", key, line.empty() ? "none" : line);
      }
    }
    text += '\n' + tables;
  }
  return text;
}

}  // namespace isletsim
