// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/series.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <map>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/state/column_totals.hpp"
#include "io/run_directory.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

// Usual lengths of values with the comma behind them [byte]: a count of cells; a double that was
// computed, which takes 17 digits to read back the same.
constexpr std::uintmax_t usual_count = 4;
constexpr std::uintmax_t usual_number = 20;

std::string read_beginning(const FileDescriptor& file, const fs::path& path, std::size_t size) {
  std::string text(size, '\0');
  const ssize_t got = ::pread(file.get(), text.data(), size, 0);
  if (got < 0) throw file_error(path, "read", errno);
  text.resize(static_cast<std::size_t>(got));
  return text;
}

}  // namespace

SeriesFile::SeriesFile(fs::path path, std::vector<std::string> columns,
                       std::optional<std::uint64_t> resume_at)
    : path_(std::move(path)), columns_(std::move(columns)) {
  std::set<std::string> names(columns_.begin(), columns_.end());
  for (const std::string& column : columns_) {
    ISLETSIM_VALIDATE(names.erase(column) == 1,
                      fmt::format("two columns '{}' in {}", column, path_.string()));
  }
  std::string header;
  append_csv_row(header, columns_);
  if (!resume_at) {
    file_ = FileDescriptor(
        ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666));
    if (!file_.valid()) throw file_error(path_, "write", errno);
    waiting_ = header;
    this->flush();
    return;
  }

  file_ = FileDescriptor(::open(path_.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
  if (!file_.valid()) throw file_error(path_, "continue", errno);
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) throw file_error(path_, "continue", errno);
  if (!S_ISREG(status.st_mode) || static_cast<std::uint64_t>(status.st_size) < *resume_at) {
    throw IoError(
        path_.string(),
        fmt::format("cannot continue: shorter than the {} bytes of the checkpoint", *resume_at));
  }
  if (*resume_at < header.size() || read_beginning(file_, path_, header.size()) != header) {
    throw IoError(path_.string(), "cannot continue: the columns are not those of this run");
  }
  char last = 0;
  if (::pread(file_.get(), &last, 1, static_cast<off_t>(*resume_at) - 1) != 1 || last != '\n') {
    throw IoError(path_.string(), fmt::format("cannot continue: no line ends at the {} bytes of "
                                              "the checkpoint",
                                              *resume_at));
  }
  if (::ftruncate(file_.get(), static_cast<off_t>(*resume_at)) != 0) {
    throw file_error(path_, "continue", errno);
  }
  length_ = *resume_at;
}

SeriesFile::~SeriesFile() {
  try {
    this->flush();
  } catch (const IoError&) {  // callers that need to know have flushed before
  }
}

std::string SeriesFile::row_as_text(std::span<const SeriesValue> row) const {
  ISLETSIM_VALIDATE(row.size() == columns_.size(),
                    "a row of " + path_.string() + " has not one value for each column");
  std::string text;
  append_csv_row(text, row);
  return text;
}

void SeriesFile::append(std::span<const SeriesValue> row) {
  this->append_text(this->row_as_text(row));
}

void SeriesFile::flush() {
  if (!file_.valid() || waiting_.empty()) return;
  const std::string lines = std::exchange(waiting_, {});
  try {
    write_all(file_, path_, lines);
  } catch (const IoError&) {
    // A file cut too little still reads: its last line is then unfinished, and resume cuts it.
    static_cast<void>(!::ftruncate(file_.get(), static_cast<off_t>(length_)));
    throw;
  }
  length_ += lines.size();
}

std::uint64_t SeriesFile::length() {
  this->flush();
  if (::fdatasync(file_.get()) != 0) throw file_error(path_, "write", errno);
  return length_;
}

std::string series_name(std::string_view words, std::string_view unit) {
  std::string name;
  bool gap = false;
  const auto add = [&](std::string_view text) {
    for (const char c : text) {
      if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
        gap = true;
        continue;
      }
      if (gap && !name.empty()) name += '_';
      gap = false;
      name += c;
    }
    gap = true;
  };
  add(words);
  if (unit == "%") {
    add("percent");
  } else if (unit.starts_with("1/")) {
    add("per");
    add(unit.substr(2));
  } else if (unit != "1" && unit != "cell" && unit != "cells") {
    std::string plain(unit);
    std::erase(plain, '^');
    add(plain);
  }
  return name;
}

namespace {

bool is_enumeration(const AnyColumn& column) { return !column.info().labels.empty(); }

/// The components that have a name; all, where none has.
std::vector<std::size_t> components_in_use(const ColumnInfo& info) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < info.components; ++i) {
    const bool named = i < info.component_names.size() && !info.component_names[i].empty();
    if (named || info.component_names.empty()) used.push_back(i);
  }
  return used;
}

std::string component_name(const ColumnInfo& info, std::size_t component) {
  if (!info.component_names.empty()) return info.component_names[component];
  return info.components == 1 ? "" : fmt::format("{}", component);
}

SeriesValue number(const AnyColumn& column, std::size_t component) {
  const double value = column.value(0, component);
  if (column.type() == ElementType::f32 || column.type() == ElementType::f64) return value;
  return static_cast<std::int64_t>(value);
}

SeriesValue label_of(const AnyColumn& column) {
  const auto value = static_cast<std::int64_t>(column.value(0));
  for (const Label& label : column.info().labels) {
    if (label.value == value) return label.name;
  }
  return value;
}

std::int64_t count_group(const StateSection& section, const std::string& group) {
  std::size_t rows = 0;
  for (const Table* table : section.tables) {
    if (table->group() == group) rows += table->rows();
  }
  return static_cast<std::int64_t>(rows);
}

void count_labels(const AnyColumn& column, std::size_t rows, std::vector<SeriesValue>& row) {
  const std::vector<Label>& labels = column.info().labels;
  std::vector<std::int64_t> counts(labels.size(), 0);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto value = static_cast<std::int64_t>(column.value(i));
    for (std::size_t k = 0; k < labels.size(); ++k) counts[k] += labels[k].value == value ? 1 : 0;
  }
  row.insert(row.end(), counts.begin(), counts.end());
}

}  // namespace

SectionSummary::SectionSummary(const StateSection& section, std::string plain_table) {
  for (std::size_t i = 0; i < section.tables.size(); ++i) {
    const Table& table = *section.tables[i];
    switch (table.axis()) {
      case Axis::cells: this->add_population(i, table); break;
      case Axis::voxels: this->add_voxels(i, table); break;
      case Axis::records:
        if (table.rows() == 1) {
          this->add_record(i, table, table.name() == plain_table ? "" : table.name());
        }
        break;
      case Axis::sites: break;
    }
  }
  this->add_groups(section);
}

void SectionSummary::add_groups(const StateSection& section) {
  for (std::size_t i = 0; i < section.tables.size(); ++i) {
    const std::string group(section.tables[i]->group());
    const bool known = std::any_of(items_.begin(), items_.end(), [&](const Item& item) {
      return item.kind == Kind::group && item.group == group;
    });
    if (group.empty() || known) continue;
    items_.push_back({.kind = Kind::group, .table = i, .group = group});
    names_.push_back(series_name(group, "1"));
  }
}

void SectionSummary::add_population(std::size_t index, const Table& table) {
  items_.push_back({.kind = Kind::rows, .table = index});
  names_.push_back(series_name(table.name(), "1"));

  std::map<std::string, int> uses;
  for (const AnyColumn* column : table.columns()) {
    for (const Label& label : column->info().labels) uses[label.name] += column->info().shown;
  }
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const AnyColumn& column = *table.columns()[i];
    if (!column.info().shown || !is_enumeration(column)) continue;
    items_.push_back({.kind = Kind::labels, .table = index, .column = i});
    for (const Label& label : column.info().labels) {
      const std::string of = uses[label.name] > 1 ? ' ' + column.info().name : "";
      names_.push_back(series_name(fmt::format("{}{} {}", table.name(), of, label.name), "1"));
    }
  }
}

void SectionSummary::add_voxels(std::size_t index, const Table& table) {
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const ColumnInfo& info = table.columns()[i]->info();
    if (!info.shown || !info.labels.empty()) continue;
    items_.push_back(
        {.kind = Kind::voxels, .table = index, .column = i, .components = components_in_use(info)});
    for (const std::size_t component : items_.back().components) {
      std::string name = component_name(info, component);
      if (info.component_names.empty()) {
        name = fmt::format("{} {} {}", table.name(), info.name, name);
      }
      names_.push_back(series_name(name + " mean", info.unit_of(component)));
      names_.push_back(series_name(name + " max", info.unit_of(component)));
    }
  }
}

void SectionSummary::add_record(std::size_t index, const Table& table, const std::string& prefix) {
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const ColumnInfo& info = table.columns()[i]->info();
    if (!info.shown) continue;
    const bool enumeration = is_enumeration(*table.columns()[i]);
    items_.push_back({.kind = enumeration ? Kind::label : Kind::numbers,
                      .table = index,
                      .column = i,
                      .components = components_in_use(info)});
    for (const std::size_t component : items_.back().components) {
      names_.push_back(
          series_name(fmt::format("{} {} {}", prefix, info.name, component_name(info, component)),
                      info.unit_of(component)));
    }
  }
}

void SectionSummary::append(const StateSection& section, std::vector<SeriesValue>& row) const {
  for (const Item& item : items_) {
    const Table& table = *section.tables[item.table];
    if (item.kind == Kind::rows) {
      row.emplace_back(static_cast<std::int64_t>(table.rows()));
      continue;
    }
    if (item.kind == Kind::group) {
      row.emplace_back(count_group(section, item.group));
      continue;
    }
    const AnyColumn& column = *table.columns()[item.column];
    switch (item.kind) {
      case Kind::rows:
      case Kind::group: break;
      case Kind::labels: count_labels(column, table.rows(), row); break;
      case Kind::voxels: {
        const ColumnTotals totals = totals_of(column, table.rows());
        for (const std::size_t component : item.components) {
          row.emplace_back(totals.sum[component] / static_cast<double>(table.rows()));
          row.emplace_back(totals.largest[component]);
        }
        break;
      }
      case Kind::numbers:
        for (const std::size_t component : item.components) {
          row.push_back(number(column, component));
        }
        break;
      case Kind::label: row.push_back(label_of(column)); break;
    }
  }
}

std::uintmax_t SectionSummary::usual_length(const StateSection& section) const {
  std::vector<SeriesValue> row;
  this->append(section, row);
  std::uintmax_t length = 0;
  for (const SeriesValue& value : row) length += value.index() == 0 ? usual_count : usual_number;
  return length;
}

namespace {

constexpr const char* islets_file = "series/islets.csv";
constexpr const char* patient_file = "series/patient.csv";
constexpr const char* events_file = "series/events.csv";
constexpr const char* hashes_file = "series/hashes.csv";

SeriesFile open_series(RunDirectory& directory, const char* file, std::vector<std::string> columns,
                       std::span<const SeriesLength> resume_at) {
  std::optional<std::uint64_t> length;
  for (const SeriesLength& known : resume_at) {
    if (known.file == file) length = known.length;
  }
  const fs::path path = directory.add(file);
  if (!resume_at.empty() && !length) {
    throw IoError(path.string(), "cannot continue: the checkpoint does not know its length");
  }
  return SeriesFile(path, std::move(columns), length);
}

std::vector<std::string> join(std::vector<std::string> first, const std::vector<std::string>& a,
                              const std::vector<std::string>& b) {
  first.insert(first.end(), a.begin(), a.end());
  first.insert(first.end(), b.begin(), b.end());
  return first;
}

}  // namespace

RunSeries::RunSeries(RunDirectory& directory, const StateSection& islet, const StateSection& host,
                     const std::vector<std::string>& more_islet_columns,
                     const std::vector<std::string>& more_patient_columns,
                     std::span<const SeriesLength> resume_at)
    : islet_summary_(islet, "islet"),
      patient_summary_(host, "host"),
      islets_(open_series(directory, islets_file,
                          join({"time_day", "islet"}, islet_summary_.names(), more_islet_columns),
                          resume_at)),
      patient_(open_series(directory, patient_file,
                           join({"time_day"}, more_patient_columns, patient_summary_.names()),
                           resume_at)),
      events_(
          open_series(directory, events_file, {"time_day", "islet", "event", "cause"}, resume_at)),
      hashes_(open_series(directory, hashes_file, {"time_day", "state_hash"}, resume_at)) {}

std::string RunSeries::islet_row(double time_day, const StateSection& islet,
                                 std::span<const SeriesValue> more) const {
  std::vector<SeriesValue> row{time_day, std::int64_t{islet.owner}};
  islet_summary_.append(islet, row);
  row.insert(row.end(), more.begin(), more.end());
  return islets_.row_as_text(row);
}

void RunSeries::add_islets(std::span<const std::string> rows) {
  for (const std::string& row : rows) islets_.append_text(row);
}

void RunSeries::add_patient(double time_day, const StateSection& host,
                            std::span<const SeriesValue> more) {
  std::vector<SeriesValue> row{time_day};
  row.insert(row.end(), more.begin(), more.end());
  patient_summary_.append(host, row);
  patient_.append(row);
}

void RunSeries::add_event(double time_day, std::uint32_t islet, std::string_view event,
                          std::string_view cause) {
  const std::array<SeriesValue, 4> row{time_day, std::int64_t{islet}, std::string(event),
                                       std::string(cause)};
  events_.append(row);
}

void RunSeries::add_hash(double time_day, const StateHash& hash) {
  const std::array<SeriesValue, 2> row{time_day, to_string(hash)};
  hashes_.append(row);
}

void RunSeries::flush() {
  for (SeriesFile* file : {&islets_, &patient_, &events_, &hashes_}) file->flush();
}

std::vector<SeriesLength> RunSeries::lengths() {
  return {{islets_file, islets_.length()},
          {patient_file, patient_.length()},
          {events_file, events_.length()},
          {hashes_file, hashes_.length()}};
}

std::uintmax_t series_size(const StateSection& islet, const StateSection& host,
                           std::uintmax_t islets, std::uintmax_t samples,
                           std::uintmax_t exchanges) {
  const std::uintmax_t hash_length = to_string(StateHash{}).size() + 1;
  return samples * (islets * (usual_number + usual_count +
                              SectionSummary(islet, "islet").usual_length(islet)) +
                    usual_number + SectionSummary(host, "host").usual_length(host)) +
         exchanges * (usual_number + hash_length);
}

}  // namespace isletsim
