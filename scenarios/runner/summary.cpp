// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/runner/summary.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/time_units.hpp"
#include "core/engine/population.hpp"
#include "scenarios/text_table.hpp"

namespace isletsim {

namespace {

double value_of(const SectionSummary& columns, const std::vector<SeriesValue>& row,
                std::string_view name) {
  const auto found = std::find(columns.names().begin(), columns.names().end(), name);
  ISLETSIM_VALIDATE(found != columns.names().end(), std::string(name));
  const SeriesValue& value = row[static_cast<std::size_t>(found - columns.names().begin())];
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  return std::get<double>(value);
}

std::int64_t count_of(const SectionSummary& columns, const std::vector<SeriesValue>& row,
                      std::string_view name) {
  return static_cast<std::int64_t>(value_of(columns, row, name));
}

bool moves(const Population& cells) { return cells.layer() == Layer::motile; }

/// A column of the printed table, aligned at the right: words of its heading, then its values.
struct PrintedColumn {
  std::vector<std::string> heading;
  std::vector<std::string> values{};
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::string print_columns(std::vector<PrintedColumn> columns) {
  std::size_t heading_lines = 0;
  for (const PrintedColumn& column : columns)
    heading_lines = std::max(heading_lines, column.heading.size());
  std::vector<std::string> lines(heading_lines + columns.front().values.size());
  for (PrintedColumn& column : columns) {
    std::vector<std::string> cells = std::move(column.heading);
    cells.resize(heading_lines);
    cells.insert(cells.end(), column.values.begin(), column.values.end());
    std::size_t width = 0;
    for (const std::string& cell : cells) width = std::max(width, width_of(cell));
    for (std::size_t i = 0; i < lines.size(); ++i)
      lines[i] += fmt::format("  {:>{}}", cells[i], width);
  }
  std::string text;
  for (const std::string& line : lines)
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  return text;
}

}  // namespace

RunSummary::RunSummary(Simulation& simulation)
    : islet_columns_(simulation.islets().front()->section(), "islet"),
      host_columns_(simulation.host().section(), "host") {
  for (const Population* cells : simulation.islets().front()->populations())
    if (moves(*cells)) motile_types_.push_back(cells->doc());
}

void RunSummary::add(Simulation& simulation) {
  if (!lines_.empty() && lines_.back().time >= simulation.time()) return;
  std::vector<SeriesValue> row;
  host_columns_.append(simulation.host().section(), row);
  Line line{.time = simulation.time(),
            .beta = 0,
            .beta_at_start = 0,
            .kills = 0,
            .glucose = value_of(host_columns_, row, "glucose_mg_dl"),
            .motile_cells = std::vector<std::int64_t>(motile_types_.size(), 0)};
  for (const auto& islet : simulation.islets()) {
    row.clear();
    islet_columns_.append(islet->section(), row);
    line.beta += count_of(islet_columns_, row, "beta_cells_alive");
    line.kills += count_of(islet_columns_, row, "kills");
    line.beta_at_start += islet->ledger().initial_beta[0];
    std::size_t type = 0;
    for (const Population* cells : islet->populations())
      if (moves(*cells)) line.motile_cells[type++] += static_cast<std::int64_t>(cells->size());
  }
  lines_.push_back(std::move(line));
}

std::string RunSummary::table(double age) const {
  std::vector<PrintedColumn> columns;
  const auto add = [&](std::vector<std::string> heading, auto value) {
    PrintedColumn column{std::move(heading)};
    for (const Line& line : lines_) column.values.push_back(value(line));
    columns.push_back(std::move(column));
  };
  add({"day"}, [](const Line& line) { return fmt::format("{:.1f}", line.time / minutes_per_day); });
  add({"age,", "weeks"}, [age](const Line& line) {
    return fmt::format("{:.1f}", (age + line.time) / minutes_per_week);
  });
  add({"β", "cells"}, [](const Line& line) { return fmt::format("{}", line.beta); });
  add({"of", "start,", "%"}, [](const Line& line) {
    if (line.beta_at_start == 0) return std::string("-");
    return fmt::format(
        "{:.0f}", 100.0 * static_cast<double>(line.beta) / static_cast<double>(line.beta_at_start));
  });
  for (std::size_t type = 0; type < motile_types_.size(); ++type) {
    const bool there = std::any_of(lines_.begin(), lines_.end(), [type](const Line& line) {
      return line.motile_cells[type] > 0;
    });
    if (!there) continue;
    add(words_of(motile_types_[type]),
        [type](const Line& line) { return fmt::format("{}", line.motile_cells[type]); });
  }
  add({"kills", "so far"}, [](const Line& line) { return fmt::format("{}", line.kills); });
  add({"glucose,", "mg/dl"}, [](const Line& line) { return fmt::format("{:.0f}", line.glucose); });
  return print_columns(std::move(columns));
}

}  // namespace isletsim
