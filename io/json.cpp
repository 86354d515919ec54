// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace isletsim {

namespace {

using Library = nlohmann::ordered_json;

template <class Alternative>
const Alternative& alternative(const Json& json, const char* expected) {
  if (const auto* found = std::get_if<Alternative>(&json.value)) return *found;
  throw JsonError(
      fmt::format("'{}' where {} was expected", write_json(json, JsonLayout::one_line), expected));
}

struct ToLibrary {
  Library operator()(std::nullptr_t) const { return nullptr; }
  Library operator()(bool flag) const { return flag; }
  Library operator()(std::int64_t number) const { return number; }
  Library operator()(double number) const { return number; }
  Library operator()(const std::string& text) const { return text; }
  Library operator()(const Json::Array& elements) const {
    Library result = Library::array();
    for (const Json& element : elements) result.push_back(std::visit(*this, element.value));
    return result;
  }
  Library operator()(const Json::Object& members) const {
    Library result = Library::object();
    for (const auto& [key, member] : members) result[key] = std::visit(*this, member.value);
    return result;
  }
};

Json from_library(const Library& library, int deepest = 64) {
  if (deepest == 0) throw JsonError("nested too deep");
  switch (library.type()) {
    case Library::value_t::boolean: return library.get<bool>();
    case Library::value_t::number_integer:
    case Library::value_t::number_unsigned: return library.get<std::int64_t>();
    case Library::value_t::number_float: return library.get<double>();
    case Library::value_t::string: return library.get<std::string>();
    case Library::value_t::array: {
      Json::Array elements;
      for (const Library& element : library) elements.push_back(from_library(element, deepest - 1));
      return elements;
    }
    case Library::value_t::object: {
      Json::Object members;
      for (const auto& [key, member] : library.items())
        members.emplace_back(key, from_library(member, deepest - 1));
      return members;
    }
    default: return {};
  }
}

}  // namespace

bool Json::boolean() const { return alternative<bool>(*this, "true or false"); }

std::int64_t Json::integer() const { return alternative<std::int64_t>(*this, "a whole number"); }

double Json::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return alternative<double>(*this, "a number");
}

const std::string& Json::text() const { return alternative<std::string>(*this, "a text"); }

const Json::Array& Json::array() const { return alternative<Array>(*this, "an array"); }

const Json::Object& Json::object() const { return alternative<Object>(*this, "an object"); }

const Json& Json::at(std::string_view key) const {
  for (const auto& [name, member] : this->object())
    if (name == key) return member;
  throw JsonError(fmt::format("no '{}'", key));
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> result;
  for (const Json& element : this->array()) result.push_back(element.text());
  return result;
}

std::string write_json(const Json& json, JsonLayout layout) {
  return std::visit(ToLibrary{}, json.value)
      .dump(layout == JsonLayout::indented ? 2 : -1, ' ', false, Library::error_handler_t::replace);
}

Json read_json(std::string_view text) {
  try {
    return from_library(Library::parse(text));
  } catch (const Library::exception& error) {
    throw JsonError(error.what());
  }
}

}  // namespace isletsim
