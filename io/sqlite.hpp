// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace isletsim {

/// A connection to an SQLite file that reports its errors as the program does.
class Database {
 public:
  /// What a file is called in messages: "checkpoint", and what to do where it is damaged.
  struct Wording {
    std::string kind;
    std::string way_out;
  };
  enum class Access {
    create,     ///< makes the file where there is none, writes it
    write,      ///< a file that exists
    read,       ///< while another process may write it
    immutable,  ///< a file that may be damaged or made to harm; no journal beside it counts
  };

  /// Messages call the file `reported`, where it bears another name for a while. Throws IoError.
  [[nodiscard]] static Database open(const std::filesystem::path& path, Access access,
                                     Wording wording, const std::filesystem::path& reported = {});

  void execute(const std::string& sql);
  /// The number that a query or a pragma gives; 0 where it gives none.
  [[nodiscard]] std::int64_t integer(const char* sql) const;

  /// Throws IoError, or bad_alloc, where a result of SQLite's is an error.
  void require(int result) const;
  [[nodiscard]] IoError damaged(const std::string& why) const;
  [[nodiscard]] sqlite3* get() const { return connection_.get(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  Database(const std::string& name, int flags, Wording wording, std::filesystem::path reported);

  std::filesystem::path path_;
  Wording wording_;
  std::unique_ptr<sqlite3, Close> connection_;
};

/// A prepared statement of a database that outlives it.
class Statement {
 public:
  Statement(const Database& database, const char* sql);

  /// Carries out a statement that gives no rows, with these values for its parameters.
  template <class... Values>
  void execute(const Values&... values) {
    int index = 0;
    (this->bind(++index, values), ...);
    this->run();
  }
  /// Starts a query over, with these values for its parameters.
  template <class... Values>
  void query(const Values&... values) {
    this->reset();
    int index = 0;
    (this->bind(++index, values), ...);
  }

  /// Goes to the next row, if there is one. Its values are then read from left to right.
  [[nodiscard]] bool next();
  [[nodiscard]] std::int64_t integer();
  [[nodiscard]] double real();
  /// Nothing where the value is NULL.
  [[nodiscard]] std::optional<double> optional_real();
  [[nodiscard]] std::string text();
  /// The row as text that is the same only for the same values of the same types.
  [[nodiscard]] std::string row_in_words();
  /// Valid until the next row.
  [[nodiscard]] std::span<const std::byte> bytes();

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  /// NULL where there is nothing.
  void bind(int index, const std::optional<double>& value);
  /// The text and the bytes must live until the statement has run.
  void bind(int index, const std::string& text);
  void bind(int index, std::span<const std::byte> bytes);
  void run();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void reset();

  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int column_ = 0;
};

}  // namespace isletsim
