// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/architecture/segmented_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.hpp"

namespace isletsim {

namespace {

constexpr std::size_t most_faults = 20;
// Coordinates beyond this are in another unit, or no islet's [µm].
constexpr double largest_coordinate = 1e6;

const std::array<std::string, 4> column_names{"x", "y", "z", "type"};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

// What a message quotes of a text that may be long or no text at all.
std::string quotable(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result(text.substr(0, longest));
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  return text.size() > longest ? result + "..." : result;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return {};
  return number;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  [[nodiscard]] std::vector<SegmentedCell> cells() {
    std::vector<SegmentedCell> cells;
    std::string_view rest = text_;
    if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
    bool header_read = false;
    for (int line = 1; !rest.empty() && faults_.size() < most_faults; ++line) {
      const std::size_t end = rest.find('\n');
      const std::string_view content = trimmed(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (content.empty()) continue;
      if (!header_read) {
        this->read_header(content, line);
        header_read = true;
      } else if (std::optional<SegmentedCell> cell = this->read_cell(content, line)) {
        this->check_alone(*cell, content);
        cells.push_back(*cell);
      }
    }
    if (!header_read) this->fault({.problem = "empty file of cells"}, 0);
    const bool endocrine = std::any_of(cells.begin(), cells.end(), [](const SegmentedCell& cell) {
      return cell.type != TissueCell::endothelial;
    });
    if (!endocrine && faults_.empty()) {
      this->fault({.problem = "no endocrine cell", .why = "an islet needs at least one"}, 0);
    }
    if (!faults_.empty()) throw ConfigError(std::move(faults_));
    return cells;
  }

 private:
  void fault(Fault fault, int line) {
    fault.file = file_;
    fault.line = line;
    faults_.push_back(std::move(fault));
  }

  void read_header(std::string_view content, int line) {
    const std::vector<std::string_view> fields = fields_of(content);
    fields_ = fields.size();
    for (std::size_t i = 0; i < column_names.size(); ++i) {
      const auto found = std::find(fields.begin(), fields.end(), column_names[i]);
      column_[i] = static_cast<std::size_t>(found - fields.begin());
      if (found == fields.end()) {
        this->fault({.problem = "no column",
                     .value = column_names[i],
                     .why = fmt::format("the header is '{}'", quotable(content)),
                     .suggestion = "the first line names the columns x,y,z,type"},
                    line);
      }
    }
    if (!faults_.empty()) throw ConfigError(std::move(faults_));
  }

  std::optional<SegmentedCell> read_cell(std::string_view content, int line) {
    const std::vector<std::string_view> fields = fields_of(content);
    if (fields.size() != fields_) {
      this->fault({.problem = "bad line",
                   .value = quotable(content),
                   .why = fmt::format("{} fields where the header has {}", fields.size(), fields_)},
                  line);
      return {};
    }
    SegmentedCell cell{{}, {}, line};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const std::string_view field = fields[column_[axis]];
      const std::optional<double> number = number_of(field);
      if (!number || std::abs(*number) > largest_coordinate) {
        this->fault({.problem = "bad coordinate",
                     .value = quotable(field),
                     .why = number ? "no islet is as far" : "not a number",
                     .suggestion = "coordinates are plain numbers in um"},
                    line);
        return {};
      }
      cell.position[axis] = *number;
    }
    const std::string type(fields[column_[3]]);
    const std::optional<TissueCell> found = tissue_cell_words.find(type);
    if (!found) {
      const std::string near = nearest_spelling(type, tissue_cell_words.all());
      this->fault(
          {.problem = "unknown cell type",
           .value = quotable(type),
           .suggestion = near.empty()
                             ? fmt::format("types are {}", fmt::join(tissue_cell_words.all(), ", "))
                             : fmt::format("did you mean '{}'?", near)},
          line);
      return {};
    }
    cell.type = *found;
    return cell;
  }

  // No two cells have one centre: such lines are one cell given twice. Cells that lie closely have
  // different centres, and each finds a site.
  void check_alone(const SegmentedCell& cell, std::string_view content) {
    const auto [first, alone] = line_of_.emplace(cell.position, cell.line);
    if (alone) return;
    this->fault({.problem = "a second cell at one place",
                 .value = quotable(content),
                 .why = fmt::format("the cell of line {} has the same x, y and z", first->second),
                 .suggestion = fmt::format("remove line {} or line {}", first->second, cell.line)},
                cell.line);
  }

  std::string_view text_;
  std::string file_;
  std::size_t fields_ = 0;
  std::array<std::size_t, 4> column_{};
  std::map<Vector3, int> line_of_;  ///< by position
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<SegmentedCell> parse_segmented_cells(std::string_view text, const std::string& file) {
  return Parser(text, file).cells();
}

}  // namespace isletsim
