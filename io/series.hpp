// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/state/column.hpp"
#include "core/state/state_hash.hpp"
#include "io/csv.hpp"
#include "io/file.hpp"

namespace isletsim {

/// One field of a series.
using SeriesValue = CsvValue;

/// A CSV file in UTF-8 that grows by whole lines: one header, then rows.
class SeriesFile {
 public:
  /// Starts a file that must not exist; with `resume_at`, cuts an existing one, whose header must
  /// be the same, to that length [byte] and goes on. Throws IoError.
  SeriesFile(std::filesystem::path path, std::vector<std::string> columns,
             std::optional<std::uint64_t> resume_at = {});
  SeriesFile(const SeriesFile&) = delete;
  SeriesFile& operator=(const SeriesFile&) = delete;
  SeriesFile(SeriesFile&&) = default;
  SeriesFile& operator=(SeriesFile&&) = delete;
  /// Writes what has not been flushed, if it can.
  ~SeriesFile();

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// Adds a row of one value per column; it reaches the file at the next flush.
  void append(std::span<const SeriesValue> row);
  /// A row as `append` adds it.
  [[nodiscard]] std::string row_as_text(std::span<const SeriesValue> row) const;
  void append_text(std::string_view row) { waiting_ += row; }
  /// Writes all rows that wait at once. If that fails, the file ends with its last whole line.
  /// Throws IoError.
  void flush();
  /// Length of the file after a flush, once it would survive a power failure [byte].
  [[nodiscard]] std::uint64_t length();

 private:
  std::filesystem::path path_;
  std::vector<std::string> columns_;
  FileDescriptor file_;
  std::uint64_t length_ = 0;
  std::string waiting_;
};

/// Makes a column name of words and a unit: ("CXCL12 mean", "nM") gives CXCL12_mean_nM,
/// ("glucose", "mg/dl") glucose_mg_dl; dimensionless numbers and counts bear no unit.
[[nodiscard]] std::string series_name(std::string_view words, std::string_view unit);

/// Summary of the tables of an owner in one row, without knowledge of islet or host:
///
/// - a population: `<table>` its cells, and `<table>_<label>` those with each label of a shown
///   enumeration column (`<table>_<column>_<label>` where two columns share a label);
/// - a group of populations: `<group>` the cells of all populations that name it;
/// - a voxel table: `<component>_mean_<unit>` and `<component>_max_<unit>` of each shown column
///   with named components (unnamed ones are spare), `<table>_<column>_mean_<unit>` … of one
///   without, over all voxels;
/// - a record of one row: `<table>_<column>_<unit>` of each shown column, one for each named
///   component, and of an enumeration its label; without `<table>_` if the table is `plain_table`.
class SectionSummary {
 public:
  explicit SectionSummary(const StateSection& section, std::string plain_table = {});

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Appends one value per name, for a section of the same tables as the one given at construction.
  void append(const StateSection& section, std::vector<SeriesValue>& row) const;
  /// Length that a row of these values usually has in a file [byte].
  [[nodiscard]] std::uintmax_t usual_length(const StateSection& section) const;

 private:
  enum class Kind { rows, labels, group, voxels, numbers, label };
  /// What gives one or more neighbouring values of a row.
  struct Item {
    Kind kind;
    std::size_t table;
    std::size_t column = 0;
    std::vector<std::size_t> components = {};
    std::string group = {};
  };

  void add_groups(const StateSection& section);
  void add_population(std::size_t index, const Table& table);
  void add_voxels(std::size_t index, const Table& table);
  void add_record(std::size_t index, const Table& table, const std::string& prefix);

  std::vector<Item> items_;
  std::vector<std::string> names_;
};

/// Length of a series when a checkpoint was written.
struct SeriesLength {
  std::string file;      ///< relative to the run directory
  std::uint64_t length;  ///< [byte]
};

class RunDirectory;

/// The four series of a run:
///
/// - series/islets.csv    `time_day, islet`, the summary of the islet, the caller's columns
/// - series/patient.csv   `time_day`, the caller's columns, the summary of the host
/// - series/events.csv    `time_day, islet, event, cause`
/// - series/hashes.csv    `time_day, state_hash`
///
/// Times are in days since the run's start. In a summary the columns of a table "islet" or "host",
/// which is about the owner itself, stand without the table's name.
class RunSeries {
 public:
  /// Starts the series, or goes on with those of a checkpoint. `islet` stands for all islets, which
  /// have the same tables. Throws IoError.
  RunSeries(RunDirectory& directory, const StateSection& islet, const StateSection& host,
            const std::vector<std::string>& more_islet_columns,
            const std::vector<std::string>& more_patient_columns,
            std::span<const SeriesLength> resume_at = {});

  /// The row of an islet as text, for add_islets; `more` holds one value for each of the caller's
  /// columns. For any number of threads at once.
  [[nodiscard]] std::string islet_row(double time_day, const StateSection& islet,
                                      std::span<const SeriesValue> more) const;
  /// Adds rows that islet_row made, in the order of the islets.
  void add_islets(std::span<const std::string> rows);
  void add_patient(double time_day, const StateSection& host, std::span<const SeriesValue> more);
  void add_event(double time_day, std::uint32_t islet, std::string_view event,
                 std::string_view cause);
  void add_hash(double time_day, const StateHash& hash);
  /// Brings all rows into the files. Throws IoError.
  void flush();
  /// The lengths of the files, flushed, for a checkpoint.
  [[nodiscard]] std::vector<SeriesLength> lengths();

 private:
  SectionSummary islet_summary_;
  SectionSummary patient_summary_;
  SeriesFile islets_;
  SeriesFile patient_;
  SeriesFile events_;
  SeriesFile hashes_;
};

/// Size of the series of a run without events, by the usual length of their rows [byte].
/// `islet` stands for all.
[[nodiscard]] std::uintmax_t series_size(const StateSection& islet, const StateSection& host,
                                         std::uintmax_t islets, std::uintmax_t samples,
                                         std::uintmax_t exchanges);

}  // namespace isletsim
