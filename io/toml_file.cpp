// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/toml_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/base/error.hpp"
#include "core/parameters/quantity.hpp"
#include "io/file.hpp"

namespace isletsim {

namespace {

std::string_view kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

int line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(),
                                         text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// The text of a TOML file. Throws ConfigError where it is no regular text file of at most 1 MiB.
std::string read_text(const std::string& path, std::string_view kind) {
  const auto fail = [&](std::string problem, std::string why, std::string suggestion,
                        int line = 0) {
    throw ConfigError(Fault{.problem = std::move(problem),
                            .why = std::move(why),
                            .suggestion = std::move(suggestion),
                            .file = path,
                            .line = line});
  };
  const auto check_kind = [&](const struct stat& status) {
    if (!S_ISREG(status.st_mode))
      fail(fmt::format("not a {} file", kind),
           fmt::format("it is {}", kind_of_file(status.st_mode)), "name a TOML file");
    if (static_cast<std::size_t>(status.st_size) > largest_toml_file)
      fail("file too large", fmt::format("{} bytes; at most 1 MiB", status.st_size),
           fmt::format("name a {} file", kind));
  };
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    fail(errno == ENOENT ? "no such file" : "file cannot be read", std::strerror(errno),
         "check the path");
  check_kind(status);  // before opening: to open a device may act on it
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
    fail("file cannot be read", std::strerror(errno), "check its permissions");
  check_kind(status);
  std::string text(largest_toml_file + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(file.get(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("file cannot be read", std::strerror(errno), "check the disk");
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  if (size > largest_toml_file)
    fail("file too large", "at most 1 MiB", fmt::format("name a {} file", kind));
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    fail("empty file", fmt::format("a {0} begins with [{0}]", kind), "see 'isletsim --help'");
  if (const std::size_t offset = find_non_text(text); offset != std::string::npos)
    fail("not a text file",
         fmt::format("byte 0x{:02x} is no UTF-8 text", static_cast<unsigned char>(text[offset])),
         "name a TOML file in UTF-8", line_at(text, offset));
  return text;
}

toml::table parse_toml(const std::string& text, const std::string& source) {
  try {
    return toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    throw ConfigError(
        Fault{.problem = "TOML syntax error",
              .why = std::string(error.description()),
              .suggestion = fmt::format("look at column {}", error.source().begin.column),
              .file = source,
              .line = static_cast<int>(error.source().begin.line)});
  }
}

WrittenValue to_written(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* whole = node.as_integer()) return whole->get();
  if (const auto* real = node.as_floating_point()) return real->get();
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* array = node.as_array()) {
    std::vector<WrittenValue> values;
    for (const toml::node& value : *array) values.push_back(to_written(value));
    return values;
  }
  std::ostringstream text;  // a date or a time, or a table in a list of values: no row takes these
  node.visit([&](const auto& value) { text << value; });
  return text.str();
}

std::string join_key(const std::string& prefix, std::string_view key) {
  return prefix.empty() ? std::string(key) : fmt::format("{}.{}", prefix, key);
}

bool is_list_of_tables(const toml::node& node) {
  const auto* array = node.as_array();
  return array != nullptr && !array->empty() && array->is_homogeneous<toml::table>();
}

/// Adds a node and all below it to a layer, under dotted keys.
void flatten(const toml::node& node, const std::string& key, const Place& place,
             ScenarioLayer& layer) {
  const auto place_of = [&](const toml::source_region& region) {
    return place.line == 0 ? place : Place{place.source, static_cast<int>(region.begin.line)};
  };
  if (is_list_of_tables(node)) {
    const auto& tables = *node.as_array();
    for (std::size_t i = 0; i < tables.size(); ++i)
      flatten(tables[i], Settings::list_key(key, i), place_of(tables[i].source()), layer);
  } else if (const auto* table = node.as_table()) {
    if (!key.empty()) layer.tables.push_back({key, place});
    for (const auto& [child_key, child] : *table)
      flatten(child, join_key(key, child_key.str()), place_of(child_key.source()), layer);
  } else {
    layer.assignments.push_back({key, to_written(node), place});
  }
}

}  // namespace

std::size_t find_non_text(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i);
    if (first < 0x80) {
      if ((first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7f)
        return i;
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xc0) != 0x80) return i;
    const unsigned char second = byte(i + 1);
    const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool surrogate = first == 0xed && second >= 0xa0;
    const bool too_large = first == 0xf4 && second >= 0x90;
    if (overlong || surrogate || too_large) return i;
    i += length;
  }
  return std::string_view::npos;
}

ScenarioLayer read_toml_file(const std::string& path, std::string_view kind) {
  ScenarioLayer layer;
  layer.place.source = path;
  const toml::table document = parse_toml(read_text(path, kind), path);
  flatten(document, {}, {path, 1}, layer);
  return layer;
}

void add_argument(const std::string& key, const std::string& text, const Place& place,
                  ScenarioLayer& layer) {
  if (text.find_first_of("\r\n") == std::string::npos) {
    try {
      const toml::table parsed = toml::parse("value = " + text);
      flatten(*parsed.get("value"), key, place, layer);
      return;
    } catch (const toml::parse_error&) {  // not TOML: a text
    }
  }
  layer.assignments.push_back({key, text, place});
}

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      quoted += {'\\', c};
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (c == '\r')
      quoted += "\\r";
    else
      quoted += c;
  }
  return quoted + '"';
}

std::string toml_value(const WrittenValue& written) {
  if (const auto* text = std::get_if<std::string>(&written.value)) return toml_text(*text);
  if (const auto* real = std::get_if<double>(&written.value)) {
    const std::string digits = shortest_digits(*real);
    return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
  }
  if (const auto* values = std::get_if<std::vector<WrittenValue>>(&written.value)) {
    std::string text = "[";
    for (const WrittenValue& value : *values) {
      if (text.size() > 1) text += ", ";
      text += toml_value(value);
    }
    return text + "]";
  }
  return to_string(written);
}

}  // namespace isletsim
