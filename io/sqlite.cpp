// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/sqlite.hpp"

#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "io/file.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

void require_regular_file(const fs::path& path, const std::string& kind) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    throw IoError(path.string(), fmt::format("cannot read {}: ", kind) +
                                     system_reason(error ? error.value() : ENOENT));
  }
  if (!fs::is_regular_file(status)) {
    throw IoError(path.string(), fmt::format("cannot read {}: not a regular file", kind));
  }
}

std::string immutable_uri(const fs::path& path) {
  std::string uri = "file:";
  for (const char c : fs::absolute(path).string()) {
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::string& name, int flags, Wording wording, fs::path reported)
    : path_(std::move(reported)), wording_(std::move(wording)) {
  sqlite3* connection = nullptr;
  const int result =
      sqlite3_open_v2(name.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  connection_.reset(connection);
  if (connection == nullptr) throw std::bad_alloc();
  sqlite3_extended_result_codes(connection, 1);
  this->require(result);
}

Database Database::open(const fs::path& path, Access access, Wording wording,
                        const fs::path& reported) {
  const fs::path& name = reported.empty() ? path : reported;
  if (access != Access::create) require_regular_file(path, wording.kind);
  constexpr int milliseconds_to_wait = 10000;
  switch (access) {
    case Access::create:
      return {path.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, std::move(wording), name};
    case Access::write:
    case Access::read: {
      // A reader may have to undo an unfinished write of a killed writer.
      Database database(path.string(), SQLITE_OPEN_READWRITE, std::move(wording), name);
      sqlite3_busy_timeout(database.get(), milliseconds_to_wait);
      if (access == Access::read) database.execute("PRAGMA query_only = ON");
      return database;
    }
    case Access::immutable: break;
  }
  Database database(immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, std::move(wording),
                    name);
  for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}}) {
    sqlite3_db_config(database.get(), option, value, nullptr);
  }
  database.execute("PRAGMA cell_size_check = ON;");
  return database;
}

void Database::execute(const std::string& sql) {
  this->require(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::integer(const char* sql) const {
  Statement statement(*this, sql);
  return statement.next() ? statement.integer() : 0;
}

void Database::require(int result) const {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  switch (result & 0xff) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_FULL: throw file_error(path_, "write " + wording_.kind, ENOSPC);
    case SQLITE_NOTADB:
      throw IoError(path_.string(), fmt::format("not a {} of isletsim's", wording_.kind));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw IoError(path_.string(), fmt::format("the {} is in use elsewhere", wording_.kind),
                    "end what reads or writes it, and try again");
    case SQLITE_CORRUPT: throw damaged("SQLite cannot read it");
    default: break;
  }
  int error = sqlite3_system_errno(connection_.get());
  if (error == 0) {
    sqlite3_file_control(connection_.get(), "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  if (error != 0) throw file_error(path_, "access " + wording_.kind, error);
  throw damaged(sqlite3_errmsg(connection_.get()));
}

IoError Database::damaged(const std::string& why) const {
  return IoError(path_.string(), fmt::format("the {} is damaged: {}", wording_.kind, why),
                 wording_.way_out);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(const Database& database, const char* sql) : database_(&database) {
  sqlite3_stmt* statement = nullptr;
  database.require(sqlite3_prepare_v2(database.get(), sql, -1, &statement, nullptr));
  statement_.reset(statement);
}

void Statement::run() {
  database_->require(sqlite3_step(statement_.get()));
  this->reset();
}

void Statement::reset() { database_->require(sqlite3_reset(statement_.get())); }

bool Statement::next() {
  const int result = sqlite3_step(statement_.get());
  database_->require(result);
  column_ = 0;
  return result == SQLITE_ROW;
}

std::int64_t Statement::integer() { return sqlite3_column_int64(statement_.get(), column_++); }

double Statement::real() { return sqlite3_column_double(statement_.get(), column_++); }

std::optional<double> Statement::optional_real() {
  if (sqlite3_column_type(statement_.get(), column_) == SQLITE_NULL) {
    ++column_;
    return std::nullopt;
  }
  return this->real();
}

std::string Statement::text() {
  const auto bytes = this->bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string Statement::row_in_words() {
  std::string words;
  for (column_ = 0; column_ < sqlite3_column_count(statement_.get());) {
    switch (sqlite3_column_type(statement_.get(), column_)) {
      case SQLITE_INTEGER: words += fmt::format("i{};", this->integer()); break;
      case SQLITE_FLOAT: words += fmt::format("r{};", this->real()); break;
      case SQLITE_NULL:
        words += "n;";
        ++column_;
        break;
      default: {
        const std::string text = this->text();
        words += fmt::format("t{}:{};", text.size(), text);
      }
    }
  }
  return words;
}

std::span<const std::byte> Statement::bytes() {
  const void* data = sqlite3_column_blob(statement_.get(), column_);
  const int size = sqlite3_column_bytes(statement_.get(), column_++);
  if (data == nullptr && sqlite3_errcode(database_->get()) == SQLITE_NOMEM) {
    throw std::bad_alloc();
  }
  return {static_cast<const std::byte*>(data), data == nullptr ? 0 : std::size_t(size)};
}

void Statement::bind(int index, std::int64_t value) {
  database_->require(sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind(int index, double value) {
  database_->require(sqlite3_bind_double(statement_.get(), index, value));
}

void Statement::bind(int index, const std::optional<double>& value) {
  if (value) return this->bind(index, *value);
  database_->require(sqlite3_bind_null(statement_.get(), index));
}

void Statement::bind(int index, const std::string& text) {
  database_->require(sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind(int index, std::span<const std::byte> bytes) {
  database_->require(
      sqlite3_bind_blob64(statement_.get(), index, bytes.data(), bytes.size(), SQLITE_STATIC));
}

}  // namespace isletsim
