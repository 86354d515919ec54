// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/checkpoint.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "io/file.hpp"
#include "io/sqlite.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr int application_id = 0x49534c54;  // "ISLT", for file(1) and for ourselves
constexpr int format_version = 2;
/// A column is stored in pieces: they stay in cache on their way, and below SQLite's limit of 10⁹
/// bytes per value.
constexpr std::size_t piece_size = std::size_t{1} << 20;

/// What a file takes besides the values of columns: a half-empty page or two for each SQL table,
/// and some more for each column.
constexpr std::uintmax_t bytes_per_file = 10 << 15;
constexpr std::uintmax_t bytes_per_column = 1024;

constexpr const char* checkpoint_schema =
    "CREATE TABLE info(step INTEGER, time_min REAL, scenario_hash TEXT, frames INTEGER,"
    "                  state_hash TEXT);"
    "CREATE TABLE series(file TEXT, length INTEGER);"
    "CREATE TABLE tables(owner INTEGER, name TEXT, rows INTEGER);"
    "CREATE TABLE columns(table_row INTEGER, name TEXT, role TEXT, type TEXT, components INTEGER);"
    "CREATE TABLE pieces(column_row INTEGER, bytes BLOB);"
    "CREATE TABLE checksum(xxh3_128 TEXT);";

const Database::Wording checkpoint_wording{.kind = "checkpoint",
                                           .way_out = "resume from an earlier one, or run again"};

/// Makes a file. There is no journal: the file bears another name until it is whole.
Database create(const fs::path& path, const fs::path& reported) {
  Database database = Database::open(path, Database::Access::create, checkpoint_wording, reported);
  database.execute(
      "PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
      "PRAGMA locking_mode = EXCLUSIVE;");
  database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; BEGIN; {}",
                               application_id, format_version, checkpoint_schema));
  return database;
}

/// What the checksum is taken of: every value of every row, in order.
class Content {
 public:
  void add(std::int64_t value) { this->append('i', &value, sizeof value); }
  void add(double value) { this->append('d', &value, sizeof value); }
  void add(const std::string& text) {
    this->add(static_cast<std::int64_t>(text.size()));
    this->append('t', text.data(), text.size());
  }
  void add(std::span<const std::byte> bytes) {
    this->add(static_cast<std::int64_t>(bytes.size()));
    const StateHash hash = hash_bytes(bytes);
    this->append('b', &hash.high, sizeof hash.high);
    this->append('b', &hash.low, sizeof hash.low);
  }
  [[nodiscard]] std::string checksum() const {
    return to_string(hash_bytes(std::as_bytes(std::span(content_))));
  }

 private:
  void append(char kind, const void* data, std::size_t size) {
    content_ += kind;
    content_.append(static_cast<const char*>(data), size);
  }

  std::string content_;
};

/// Inserts one row and enters its values into `content`.
template <class... Values>
void insert(Statement& statement, Content& content, const Values&... values) {
  statement.execute(values...);
  (content.add(values), ...);
}

/// A table as a checkpoint describes it, without its numbers.
struct StoredColumn {
  std::string name;
  std::string role;
  std::string type;
  std::int64_t components;
  std::uint64_t size = 0;  ///< [byte]
};
struct StoredTable {
  std::int64_t owner;
  std::string name;
  std::int64_t rows;
  std::vector<StoredColumn> columns;
};

std::optional<StateHash> parse_hash(const std::string& text) {
  StateHash hash;
  const char* const begin = text.data();
  if (text.size() != 32) return std::nullopt;
  const auto high = std::from_chars(begin, begin + 16, hash.high, 16);
  const auto low = std::from_chars(begin + 16, begin + 32, hash.low, 16);
  if (high.ptr != begin + 16 || low.ptr != begin + 32) return std::nullopt;
  return hash;
}

/// A checkpoint whose checksum has proved right.
class VerifiedCheckpoint {
 public:
  explicit VerifiedCheckpoint(const fs::path& path)
      : database_(Database::open(path, Database::Access::immutable, checkpoint_wording)) {
    if (database_.integer("PRAGMA application_id") != application_id) {
      throw IoError(path.string(), "not a checkpoint of isletsim's");
    }
    if (const std::int64_t format = database_.integer("PRAGMA user_version");
        format != format_version) {
      throw IoError(path.string(),
                    fmt::format("unknown format of checkpoint '{}' (this version reads {})", format,
                                format_version),
                    "resume with the version that wrote it");
    }
    this->read();
  }

  [[nodiscard]] const CheckpointInfo& info() const { return info_; }

  /// Throws if the tables are not those that were written.
  void require_same_layout(std::span<const StateSection> sections) const;
  void fill(std::span<const StateSection> sections) const;

 private:
  void read();

  Database database_;
  CheckpointInfo info_;
  std::vector<StoredTable> tables_;
};

void VerifiedCheckpoint::read() {
  Content content;
  const auto integer = [&](Statement& row) {
    const std::int64_t value = row.integer();
    content.add(value);
    return value;
  };
  const auto text = [&](Statement& row) {
    std::string value = row.text();
    content.add(value);
    return value;
  };

  Statement info(database_,
                 "SELECT step, time_min, scenario_hash, frames, state_hash FROM info ORDER BY "
                 "rowid");
  std::optional<StateHash> scenario_hash;
  std::optional<StateHash> state_hash;
  while (info.next()) {
    info_.step = integer(info);
    info_.time = info.real();
    content.add(info_.time);
    scenario_hash = parse_hash(text(info));
    info_.frames = integer(info);
    state_hash = parse_hash(text(info));
  }
  Statement series(database_, "SELECT file, length FROM series ORDER BY rowid");
  while (series.next()) {
    std::string file = text(series);
    info_.series.push_back({std::move(file), static_cast<std::uint64_t>(integer(series))});
  }
  Statement tables(database_, "SELECT owner, name, rows FROM tables ORDER BY rowid");
  while (tables.next()) {
    const std::int64_t owner = integer(tables);
    std::string name = text(tables);
    tables_.push_back({owner, std::move(name), integer(tables), {}});
  }
  std::vector<std::pair<std::int64_t, StoredColumn>> columns_read;
  Statement columns(database_,
                    "SELECT table_row, name, role, type, components FROM columns ORDER BY rowid");
  while (columns.next()) {
    const std::int64_t table = integer(columns);
    std::string name = text(columns);
    std::string role = text(columns);
    std::string type = text(columns);
    columns_read.emplace_back(
        table, StoredColumn{std::move(name), std::move(role), std::move(type), integer(columns)});
  }
  Statement pieces(database_, "SELECT column_row, bytes FROM pieces ORDER BY rowid");
  while (pieces.next()) {
    const auto column = static_cast<std::uint64_t>(integer(pieces));
    const auto bytes = pieces.bytes();
    content.add(bytes);
    if (column < columns_read.size()) columns_read[column].second.size += bytes.size();
  }
  Statement checksum(database_, "SELECT xxh3_128 FROM checksum");
  if (!checksum.next() || checksum.text() != content.checksum()) {
    throw database_.damaged("its checksum is wrong");
  }

  if (!scenario_hash || !state_hash) throw database_.damaged("it names no state");
  info_.scenario_hash = *scenario_hash;
  info_.state_hash = *state_hash;
  for (auto& [table, column] : columns_read) {
    if (static_cast<std::uint64_t>(table) >= tables_.size()) {
      throw database_.damaged("a column belongs to no table");
    }
    tables_[static_cast<std::size_t>(table)].columns.push_back(std::move(column));
  }
}

std::string plural(std::size_t n, const char* thing) {
  return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s");
}

void VerifiedCheckpoint::require_same_layout(std::span<const StateSection> sections) const {
  const auto refuse = [&](const std::string& problem) {
    throw IoError(database_.path().string(), "the checkpoint does not fit this run: " + problem,
                  "resume it with the scenario and the version that wrote it");
  };
  std::size_t position = 0;
  for (const StateSection& section : sections) {
    for (Table* table : section.tables) {
      const std::string place = fmt::format("table '{}' of owner {}", table->name(), section.owner);
      if (position == tables_.size()) refuse(place + " is missing");
      const StoredTable& stored = tables_[position++];
      if (stored.name != table->name() || stored.owner != section.owner) {
        refuse(fmt::format("it has table '{}' of owner {} where {} is expected", stored.name,
                           stored.owner, place));
      }
      const auto known = [&](const StoredColumn& kept) {
        const AnyColumn* const column = table->find(kept.name);
        return column != nullptr && column->is_kept();
      };
      for (const StoredColumn& kept : stored.columns) {
        if (!known(kept) && kept.role != to_string(ColumnRole::tally)) {
          refuse(fmt::format("{} has an unknown column '{}'", place, kept.name));
        }
      }
      for (const StoredColumn& kept : stored.columns) {
        if (!known(kept)) continue;
        const AnyColumn* const column = table->find(kept.name);
        const auto components = static_cast<std::int64_t>(column->info().components);
        if (kept.type != to_string(column->type()) || kept.components != components) {
          refuse(fmt::format("column '{}' of {} holds {} × {} per row instead of {} × {}",
                             kept.name, place, kept.components, kept.type, components,
                             to_string(column->type())));
        }
        if (kept.size != static_cast<std::uint64_t>(stored.rows) * column->row_size()) {
          refuse(fmt::format("column '{}' of {} holds {} bytes for {} rows", kept.name, place,
                             kept.size, stored.rows));
        }
      }
      for (const AnyColumn* column : std::as_const(*table).columns()) {
        if (!column->is_state()) continue;
        const bool stored_as_state = std::any_of(
            stored.columns.begin(), stored.columns.end(), [&](const StoredColumn& kept) {
              return kept.name == column->info().name && kept.role == to_string(ColumnRole::state);
            });
        if (!stored_as_state) {
          refuse(fmt::format("{} lacks column '{}'", place, column->info().name));
        }
      }
      const bool fixed = table->axis() == Axis::sites || table->axis() == Axis::voxels;
      if (fixed && stored.rows != static_cast<std::int64_t>(table->rows())) {
        refuse(fmt::format("{} has {} rows instead of {}", place, stored.rows, table->rows()));
      }
    }
  }
  if (position != tables_.size()) {
    refuse(fmt::format("it has {} more", plural(tables_.size() - position, "table")));
  }
}

void VerifiedCheckpoint::fill(std::span<const StateSection> sections) const {
  std::vector<std::span<std::byte>>
      empty;  // by stored column; none for one that is no longer known
  std::size_t position = 0;
  for (const StateSection& section : sections) {
    for (Table* table : section.tables) {
      const StoredTable& stored = tables_[position++];
      // From no rows on, so that what is not stored is at its initial value.
      table->resize(0);
      table->resize(static_cast<std::size_t>(stored.rows));
      for (const StoredColumn& kept : stored.columns) {
        AnyColumn* const column = table->find(kept.name);
        const bool wanted = column != nullptr && column->is_kept();
        empty.push_back(wanted ? column->bytes() : std::span<std::byte>{});
      }
    }
  }
  const std::vector<std::span<std::byte>> all = empty;
  Statement pieces(database_, "SELECT column_row, bytes FROM pieces ORDER BY rowid");
  while (pieces.next()) {
    const auto column = static_cast<std::size_t>(pieces.integer());
    const auto bytes = pieces.bytes();
    if (column >= empty.size()) throw database_.damaged("it changed while it was read");
    if (all[column].empty()) continue;
    if (bytes.size() > empty[column].size()) {
      throw database_.damaged("it changed while it was read");
    }
    std::memcpy(empty[column].data(), bytes.data(), bytes.size());
    empty[column] = empty[column].subspan(bytes.size());
  }
}

void insert_columns(const Database& database, Content& content,
                    std::span<const StateSection> sections) {
  Statement columns(database, "INSERT INTO columns VALUES(?, ?, ?, ?, ?)");
  std::int64_t table_row = 0;
  for (const StateSection& section : sections) {
    for (const Table* table : section.tables) {
      for (const AnyColumn* column : table->columns()) {
        if (!column->is_kept()) continue;
        insert(columns, content, table_row, column->info().name,
               std::string(to_string(column->info().role)), std::string(to_string(column->type())),
               static_cast<std::int64_t>(column->info().components));
      }
      ++table_row;
    }
  }
}

void insert_pieces(const Database& database, Content& content,
                   std::span<const StateSection> sections) {
  Statement pieces(database, "INSERT INTO pieces VALUES(?, ?)");
  std::int64_t column_row = 0;
  for (const StateSection& section : sections) {
    for (const Table* table : section.tables) {
      for (const AnyColumn* column : table->columns()) {
        if (!column->is_kept()) continue;
        auto bytes = column->bytes();
        while (!bytes.empty()) {
          const auto piece = bytes.first(std::min(piece_size, bytes.size()));
          insert(pieces, content, column_row, piece);
          bytes = bytes.subspan(piece.size());
        }
        ++column_row;
      }
    }
  }
}

}  // namespace

std::string checkpoint_name(std::int64_t step) { return fmt::format("step_{:012}.sqlite", step); }

std::uintmax_t checkpoint_size(const StateSection& islet, const StateSection& host,
                               std::uintmax_t islets) {
  const auto size_of_section = [](const StateSection& section) {
    std::uintmax_t bytes = 0;
    for (const Table* table : section.tables)
      for (const AnyColumn* column : table->columns())
        if (column->is_kept()) bytes += table->rows() * column->row_size() + bytes_per_column;
    return bytes;
  };
  return bytes_per_file + size_of_section(host) + islets * size_of_section(islet);
}

StateHash write_checkpoint(const fs::path& path, CheckpointInfo info,
                           std::span<const StateSection> sections, std::optional<StateHash> known) {
  info.state_hash = known ? *known : hash_state(sections);
  const fs::path partial = partial_name(path);
  std::error_code ignored;
  fs::remove(partial, ignored);
  try {
    {
      Database database = create(fs::absolute(partial), path);
      Content content;
      Statement about(database, "INSERT INTO info VALUES(?, ?, ?, ?, ?)");
      insert(about, content, info.step, info.time, to_string(info.scenario_hash), info.frames,
             to_string(info.state_hash));
      Statement series(database, "INSERT INTO series VALUES(?, ?)");
      for (const SeriesLength& one : info.series) {
        insert(series, content, one.file, static_cast<std::int64_t>(one.length));
      }
      Statement tables(database, "INSERT INTO tables VALUES(?, ?, ?)");
      for (const StateSection& section : sections) {
        for (const Table* table : section.tables) {
          insert(tables, content, std::int64_t{section.owner}, table->name(),
                 static_cast<std::int64_t>(table->rows()));
        }
      }
      insert_columns(database, content, sections);
      insert_pieces(database, content, sections);
      Statement(database, "INSERT INTO checksum VALUES(?)").execute(content.checksum());
      database.execute("COMMIT");
    }
    publish_file(partial, path);
  } catch (...) {
    fs::remove(partial, ignored);
    throw;
  }
  return info.state_hash;
}

CheckpointInfo read_checkpoint_info(const fs::path& path) {
  return VerifiedCheckpoint(path).info();
}

CheckpointInfo read_checkpoint(const fs::path& path, std::span<const StateSection> sections) {
  const VerifiedCheckpoint checkpoint(path);
  checkpoint.require_same_layout(sections);
  checkpoint.fill(sections);
  for (const StateSection& section : sections) {
    for (Table* table : section.tables) table->columns_restored();
  }
  if (const StateHash hash = hash_state(sections); hash != checkpoint.info().state_hash) {
    throw IoError(path.string(),
                  fmt::format("the restored state is another: hash {} instead of {}",
                              to_string(hash), to_string(checkpoint.info().state_hash)),
                  "resume it with the version that wrote it");
  }
  return checkpoint.info();
}

std::vector<CheckpointFile> list_checkpoints(const fs::path& folder) {
  std::vector<CheckpointFile> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    constexpr std::string_view prefix = "step_";
    std::int64_t step = 0;
    if (!name.starts_with(prefix)) continue;
    const auto [rest, bad] =
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), step);
    if (bad == std::errc{} && name == checkpoint_name(step)) found.push_back({entry.path(), step});
  }
  std::sort(found.begin(), found.end(),
            [](const CheckpointFile& a, const CheckpointFile& b) { return a.step < b.step; });
  return found;
}

void prune_checkpoints(const fs::path& folder, std::span<const std::int64_t> keep) {
  const std::vector<CheckpointFile> all = list_checkpoints(folder);
  for (std::size_t i = 1; i + 2 < all.size(); ++i) {
    if (std::find(keep.begin(), keep.end(), all[i].step) != keep.end()) continue;
    std::error_code error;
    fs::remove(all[i].path, error);
    if (error) throw file_error(all[i].path, "remove", error.value());
  }
}

}  // namespace isletsim
