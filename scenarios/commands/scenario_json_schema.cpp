// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "scenarios/commands/listing.hpp"

namespace isletsim {

namespace {

Json strings(const std::vector<std::string>& choices) {
  if (choices.empty()) return Json::Object{{"type", "string"}};
  return Json::Object{{"type", "string"}, {"enum", choices}};
}

/// What a value may be, as far as JSON Schema can say it: units and limits are the program's to
/// check.
Json type_of(const SchemaRow& row) {
  const Json number = Json::Object{{"type", Json::Array{"number", "string"}}};
  const Json quantity =
      row.has_unit() ? Json(Json::Object{{"type", "string"},
                                         {"examples", Json::Array{"1 " + row.declared.unit}}})
                     : number;
  const auto list_of = [](Json items) {
    return Json::Object{{"type", "array"}, {"items", std::move(items)}};
  };
  switch (row.declared.kind) {
    case ParameterKind::quantity: {
      const Json scaled =
          Json::Object{{"type", "object"},
                       {"properties", Json::Object{{"scale", Json::Object{{"type", "number"}}}}},
                       {"required", Json::Array{"scale"}},
                       {"additionalProperties", false}};
      return Json::Object{{"anyOf", Json::Array{quantity, scaled}}};
    }
    case ParameterKind::integer: return Json::Object{{"type", "integer"}};
    case ParameterKind::boolean: return Json::Object{{"type", "boolean"}};
    case ParameterKind::text: return strings({});
    case ParameterKind::choice: return strings(row.declared.limits.choices);
    case ParameterKind::quantity_list: return list_of(quantity);
    case ParameterKind::text_list: return list_of(strings(row.declared.limits.choices));
  }
  throw InternalError("unknown kind of parameter");
}

Json describe(const SchemaRow& row) {
  Json::Object described = type_of(row).object();
  const std::string allowed = row.limits_in_words();
  described.emplace_back("description",
                         fmt::format("{}{}{}. Source: {}", row.declared.meaning,
                                     allowed.empty() ? "" : "; ", allowed, row.declared.source));
  if (const auto value = row.default_for(Species::mouse);
      value && !row.declared.default_value.differs_by_species()) {
    described.emplace_back("default", to_json(*value));
  }
  return described;
}

/// The table of `parent` that `key` names, made where it is missing.
Json::Object& table_in(Json::Object& parent, std::string_view key) {
  for (auto& [name, table] : parent)
    if (name == key) return std::get<Json::Object>(table.value);
  parent.emplace_back(key, Json::Object{{"type", "object"},
                                        {"properties", Json::Object{}},
                                        {"additionalProperties", false}});
  return std::get<Json::Object>(parent.back().second.value);
}

Json::Object& properties_of(Json::Object& table) {
  return std::get<Json::Object>(table[1].second.value);
}

}  // namespace

Json scenario_json_schema(const Schema& schema) {
  Json::Object root{{"type", "object"},
                    {"properties", Json::Object{}},
                    {"additionalProperties", false},
                    {"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"title", "isletsim scenario"}};
  for (const auto& section : schema.sections()) {
    Json::Object* table = &root;
    if (section->is_list) {
      Json::Object& list = table_in(properties_of(root), section->key);
      list = {{"type", "array"},
              {"items", Json::Object{{"type", "object"},
                                     {"properties", Json::Object{}},
                                     {"additionalProperties", false}}}};
      table = &std::get<Json::Object>(list[1].second.value);
    } else {
      std::string_view rest = section->key;
      while (!rest.empty()) {
        const std::size_t dot = rest.find('.');
        table = &table_in(properties_of(*table), rest.substr(0, dot));
        rest = dot == std::string_view::npos ? "" : rest.substr(dot + 1);
      }
    }
    for (const SchemaRow& row : section->rows)
      properties_of(*table).emplace_back(row.declared.key, describe(row));
  }
  return root;
}

}  // namespace isletsim
