// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/results_database.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <map>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "core/state/state_hash.hpp"
#include "io/manifest.hpp"

namespace isletsim {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t database_id = 0x49534c52;  // "ISLR", for file(1) and for ourselves
constexpr std::int64_t database_format = 1;

const Database::Wording database_wording{
    .kind = "results database", .way_out = "restore it, or run the sweep into another file"};

constexpr const char* replicates_key = "replicates";
constexpr const char* shard_key = "shard";
constexpr const char* first_seed_key = "first_seed";

constexpr const char* fixed_tables =
    "CREATE TABLE definition(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE conditions(condition INTEGER PRIMARY KEY, arm TEXT NOT NULL,"
    "  point INTEGER NOT NULL, command TEXT NOT NULL);"
    "CREATE TABLE parameters(condition INTEGER, key TEXT, value TEXT NOT NULL, number REAL,"
    "  unit TEXT NOT NULL, PRIMARY KEY(condition, key)) WITHOUT ROWID;"
    "CREATE TABLE endpoint_columns(position INTEGER PRIMARY KEY, endpoint TEXT NOT NULL,"
    "  event INTEGER NOT NULL, meaning TEXT NOT NULL);"
    "CREATE TABLE series_columns(position INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE runs(run INTEGER PRIMARY KEY, condition INTEGER NOT NULL,"
    "  seed INTEGER NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL,"
    "  state_hash TEXT NOT NULL, simulated_days REAL NOT NULL);"
    "CREATE TABLE endpoints(run INTEGER, endpoint TEXT, value REAL, observed INTEGER NOT NULL,"
    "  PRIMARY KEY(run, endpoint)) WITHOUT ROWID;"
    "CREATE TABLE timing(run INTEGER PRIMARY KEY, finished TEXT NOT NULL, seconds REAL NOT NULL,"
    "  attempts INTEGER NOT NULL, host TEXT NOT NULL);"
    "CREATE TABLE sessions(started TEXT NOT NULL, workers INTEGER NOT NULL, host TEXT NOT NULL);";

/// An identifier of SQL.
std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

/// A text of SQL.
std::string literal(const std::string& value) {
  std::string text = "'";
  for (const char c : value) text += c == '\'' ? "''" : std::string(1, c);
  return text + '\'';
}

ConfigError refused_database(const fs::path& path, std::string problem, std::string why,
                             std::string suggestion) {
  return ConfigError(Fault{.problem = std::move(problem),
                           .value = path.string(),
                           .why = std::move(why),
                           .suggestion = std::move(suggestion),
                           .key = "--db"});
}

/// One byte far behind the file's end, and behind those that SQLite locks.
struct flock writer_lock(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = off_t{1} << 62;
  lock.l_len = 1;
  return lock;
}

FileDescriptor hold_database(const fs::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!file.valid()) {
    throw refused_database(path, "cannot write results database", system_reason(errno),
                           "choose another file with --db");
  }
  struct flock lock = writer_lock(F_WRLCK);
  if (::fcntl(file.get(), F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES)) {
    throw refused_database(path, "results database in use", "another isletsim is writing it",
                           "wait for it, or look at it with `isletsim sweep --status --db FILE`");
  }
  return file;
}

bool is_held(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return false;
  struct flock lock = writer_lock(F_WRLCK);
  return ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

std::int64_t to_number(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string to_text(const Shard& shard) { return fmt::format("{}/{}", shard.index, shard.count); }

/// Opens what should be a results database; an error then is the user's, because the user named the
/// file.
Database open_known(const fs::path& path, Database::Access access) {
  try {
    Database database = Database::open(path, access, database_wording);
    const std::int64_t id = database.integer("PRAGMA application_id");
    const bool empty = database.integer("SELECT count(*) FROM sqlite_master") == 0;
    if (empty && access == Database::Access::write) return database;
    if (id != database_id)
      throw refused_database(path, "not a results database", "isletsim did not make it",
                             "name another file with --db");
    if (const std::int64_t format = database.integer("PRAGMA user_version");
        format != database_format) {
      throw refused_database(
          path, "unknown format of results database",
          fmt::format("format {}; this version reads {}", format, database_format),
          "use the version of isletsim that wrote it");
    }
    return database;
  } catch (const IoError& error) {
    throw refused_database(path, "results database cannot be read", error.what(),
                           "name another file with --db");
  }
}

}  // namespace

ResultsDatabase::ResultsDatabase(FileDescriptor lock, Database database)
    : lock_(std::move(lock)), database_(std::move(database)) {}

ResultsDatabase ResultsDatabase::open(const fs::path& path, const ResultsPlan& plan) {
  FileDescriptor lock = hold_database(path);
  ResultsDatabase results(std::move(lock), open_known(path, Database::Access::write));
  if (results.database_.integer("SELECT count(*) FROM sqlite_master") == 0) {
    results.create_tables(plan);
    results.read_plan();
    return results;
  }
  results.read_plan();
  results.require_same_plan(plan);
  if (plan.replicates > results.plan_.replicates) results.extend(plan.replicates);
  return results;
}

ResultsDatabase ResultsDatabase::read(const fs::path& path) {
  const bool running = is_held(path);
  ResultsDatabase results(FileDescriptor(), open_known(path, Database::Access::read));
  results.read_plan();
  results.running_ = running;
  return results;
}

ResultsDatabase ResultsDatabase::merge(const fs::path& path, std::span<const fs::path> shards) {
  std::vector<ResultsDatabase> parts;
  for (const fs::path& shard : shards) {
    std::error_code ignored;
    if (fs::equivalent(path, shard, ignored))
      throw refused_database(shard, "a database among its own shards",
                             "shards are merged into another",
                             "name another file with --db, or leave this one out");
    parts.push_back(read(shard));
  }
  ResultsPlan whole = parts.front().plan();
  whole.shard = {};
  for (const ResultsDatabase& part : parts)
    whole.replicates = std::max(whole.replicates, part.plan().replicates);
  for (const ResultsDatabase& part : parts) {
    ResultsPlan expected = whole;
    expected.shard = part.plan().shard;
    part.require_same_plan(expected);
  }
  ResultsDatabase merged = open(path, whole);
  for (const ResultsDatabase& part : parts) merged.copy_runs_of(part);
  return merged;
}

void ResultsDatabase::create_tables(const ResultsPlan& plan) {
  // A transaction, so that a killed process leaves all tables or none.
  database_.execute(
      fmt::format("BEGIN IMMEDIATE; PRAGMA application_id = {}; "
                  "PRAGMA user_version = {}; {}",
                  database_id, database_format, fixed_tables));
  Statement definition(database_, "INSERT INTO definition VALUES(?, ?)");
  for (const auto& [key, value] : plan.definition) definition.execute(key, value);
  definition.execute(std::string(first_seed_key), fmt::format("{}", plan.first_seed));
  definition.execute(std::string(replicates_key), fmt::format("{}", plan.replicates));
  definition.execute(std::string(shard_key), to_text(plan.shard));
  Statement conditions(database_, "INSERT INTO conditions VALUES(?, ?, ?, ?)");
  Statement parameters(database_, "INSERT INTO parameters VALUES(?, ?, ?, ?, ?)");
  std::int64_t number = 0;
  for (const Condition& condition : plan.conditions) {
    conditions.execute(++number, condition.arm, condition.point, condition.command);
    for (const ConditionValue& value : condition.values)
      parameters.execute(number, value.key, value.value, value.number, value.unit);
  }
  Statement endpoints(database_, "INSERT INTO endpoint_columns VALUES(?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const EndpointColumn& endpoint : plan.endpoints)
    endpoints.execute(++position, endpoint.name, std::int64_t{endpoint.event}, endpoint.meaning);
  std::string series = "CREATE TABLE series(run INTEGER, time_day REAL";
  Statement names(database_, "INSERT INTO series_columns VALUES(?, ?)");
  position = 0;
  for (const std::string& column : plan.series) {
    names.execute(++position, column);
    series += fmt::format(", {} REAL", quoted(column));
  }
  database_.execute(series + ", PRIMARY KEY(run, time_day)) WITHOUT ROWID");
  this->create_views(plan);
  database_.execute("COMMIT");
}

void ResultsDatabase::create_views(const ResultsPlan& plan) {
  // What differs between conditions, one column per key; a text where a value is no number.
  std::string swept;
  std::set<std::string> keys;
  for (const Condition& condition : plan.conditions) {
    for (const ConditionValue& value : condition.values) {
      if (!keys.insert(value.key).second) continue;
      swept += fmt::format(
          ", (SELECT coalesce(number, value) FROM parameters p WHERE p.condition = c.condition AND "
          "p.key = {}) AS {}",
          literal(value.key), quoted(value.key));
    }
  }
  const std::string run = "SELECT r.run, c.arm, c.point, r.seed" + swept;
  std::string wide;
  for (const EndpointColumn& endpoint : plan.endpoints) {
    const std::string of = fmt::format("FROM endpoints e WHERE e.run = r.run AND e.endpoint = {}",
                                       literal(endpoint.name));
    wide += fmt::format(", (SELECT value {}) AS {}", of, quoted(endpoint.name));
    if (endpoint.event)
      wide += fmt::format(", (SELECT observed {}) AS {}", of, quoted(endpoint.name + "_observed"));
    database_.execute(fmt::format(
        "CREATE VIEW {} AS {}, e.value, e.observed FROM runs r JOIN conditions c USING(condition) "
        "JOIN endpoints e ON e.run = r.run AND e.endpoint = {} ORDER BY r.run",
        quoted("endpoint_" + endpoint.name), run, literal(endpoint.name)));
  }
  database_.execute(fmt::format(
      "CREATE VIEW results AS {}{}, r.status, r.message, r.state_hash, c.command || ' --seed ' || "
      "r.seed AS command FROM runs r JOIN conditions c USING(condition) ORDER BY r.run",
      run, wide));
}

void ResultsDatabase::read_plan() {
  plan_ = {};
  Statement definition(database_, "SELECT key, value FROM definition ORDER BY key");
  while (definition.next()) {
    std::string key = definition.text();
    std::string value = definition.text();
    if (key == first_seed_key)
      plan_.first_seed = static_cast<std::uint32_t>(to_number(value));
    else if (key == replicates_key)
      plan_.replicates = to_number(value);
    else if (key == shard_key)
      plan_.shard = {to_number(value), to_number(value.substr(value.find('/') + 1))};
    else
      plan_.definition.emplace_back(std::move(key), std::move(value));
  }
  Statement conditions(database_, "SELECT arm, point, command FROM conditions ORDER BY condition");
  while (conditions.next()) {
    Condition& condition = plan_.conditions.emplace_back();
    condition.arm = conditions.text();
    condition.point = conditions.integer();
    condition.command = conditions.text();
  }
  Statement parameters(database_,
                       "SELECT condition, key, value, number, unit FROM parameters "
                       "ORDER BY condition, key");
  while (parameters.next()) {
    const auto condition = static_cast<std::size_t>(parameters.integer() - 1);
    if (condition >= plan_.conditions.size())
      throw database_.damaged("a value belongs to no condition");
    ConditionValue& value = plan_.conditions[condition].values.emplace_back();
    value.key = parameters.text();
    value.value = parameters.text();
    value.number = parameters.optional_real();
    value.unit = parameters.text();
  }
  Statement endpoints(database_,
                      "SELECT endpoint, event, meaning FROM endpoint_columns ORDER BY position");
  while (endpoints.next()) {
    EndpointColumn& endpoint = plan_.endpoints.emplace_back();
    endpoint.name = endpoints.text();
    endpoint.event = endpoints.integer() != 0;
    endpoint.meaning = endpoints.text();
  }
  Statement series(database_, "SELECT name FROM series_columns ORDER BY position");
  while (series.next()) plan_.series.push_back(series.text());
  if (plan_.conditions.empty() || plan_.replicates < 1 || plan_.shard.count < 1)
    throw database_.damaged("it holds no plan");
}

void ResultsDatabase::require_same_plan(const ResultsPlan& plan) const {
  const auto refuse = [&](const std::string& what) {
    throw refused_database(database_.path(), "results database of another sweep", what,
                           "name another file with --db");
  };
  const std::map<std::string, std::string> mine(plan_.definition.begin(), plan_.definition.end());
  const std::map<std::string, std::string> other(plan.definition.begin(), plan.definition.end());
  for (const auto& [key, value] : other) {
    const auto found = mine.find(key);
    if (found == mine.end()) refuse(fmt::format("it has no {}", key));
    if (found->second == value) continue;
    constexpr std::size_t longest_shown = 60;
    const bool shown = std::max(value.size(), found->second.size()) <= longest_shown;
    refuse(fmt::format("its {} differ{}", key,
                       shown ? fmt::format(": {} instead of {}", found->second, value) : ""));
  }
  if (mine.size() != other.size()) refuse("its definition differs");
  if (plan_.first_seed != plan.first_seed) refuse("its first seed differs");
  if (plan_.shard != plan.shard) refuse("it holds shard " + to_text(plan_.shard));
}

void ResultsDatabase::extend(std::int64_t replicates) {
  Statement(database_, "UPDATE definition SET value = ? WHERE key = 'replicates'")
      .execute(fmt::format("{}", replicates));
  plan_.replicates = replicates;
}

void ResultsDatabase::copy_runs_of(const ResultsDatabase& shard) {
  database_.execute("ATTACH " + literal(shard.database_.path().string()) + " AS shard");
  if (database_.integer("SELECT count(*) FROM shard.runs s JOIN main.runs r USING(run) "
                        "WHERE (s.state_hash, s.status) != (r.state_hash, r.status)") > 0) {
    throw refused_database(shard.database_.path(), "contradicting results",
                           "a run that both databases hold ended differently",
                           "run the sweep again with one build of isletsim");
  }
  std::string copy = "BEGIN IMMEDIATE;";
  for (const char* table : {"endpoints", "series", "timing", "runs"})
    copy += fmt::format(
        "INSERT INTO main.{0} SELECT * FROM shard.{0} WHERE run NOT IN "
        "(SELECT run FROM main.runs);",
        table);
  database_.execute(copy + "COMMIT");
  database_.execute("DETACH shard");
}

std::vector<std::int64_t> ResultsDatabase::recorded() const {
  std::vector<std::int64_t> runs;
  Statement query(database_, "SELECT run FROM runs ORDER BY run");
  while (query.next()) runs.push_back(query.integer());
  return runs;
}

std::vector<RunResult> ResultsDatabase::results() const {
  std::vector<RunResult> results;
  Statement runs(database_,
                 "SELECT run, status, message, state_hash, simulated_days FROM runs ORDER BY run");
  Statement endpoints(database_,
                      "SELECT e.value, e.observed FROM endpoint_columns c LEFT JOIN endpoints e ON "
                      "e.endpoint = c.endpoint AND e.run = ? ORDER BY c.position");
  while (runs.next()) {
    RunResult& result = results.emplace_back(RunResult{.run = runs.integer()});
    result.failed = runs.text() == "failed";
    result.message = runs.text();
    result.state_hash = runs.text();
    result.simulated_days = runs.real();
    if (result.failed) continue;
    endpoints.query(result.run);
    while (endpoints.next()) {
      const auto value = endpoints.optional_real();
      result.endpoints.push_back({value, endpoints.integer() != 0});
    }
  }
  return results;
}

SweepProgress ResultsDatabase::progress() const {
  SweepProgress progress{.running = running_};
  for (std::int64_t run = plan_.shard.index; run <= plan_.runs(); run += plan_.shard.count)
    ++progress.planned;
  progress.done = database_.integer("SELECT count(*) FROM runs WHERE status = 'done'");
  progress.failed = database_.integer("SELECT count(*) FROM runs WHERE status = 'failed'");
  progress.workers = database_.integer("SELECT workers FROM sessions ORDER BY rowid DESC LIMIT 1");
  Statement mean(database_, "SELECT avg(seconds) FROM timing");
  const auto seconds = mean.next() ? mean.optional_real() : std::nullopt;
  if (seconds && progress.workers > 0) {
    progress.seconds_left =
        *seconds * static_cast<double>(progress.planned - progress.done - progress.failed) /
        static_cast<double>(progress.workers);
  }
  return progress;
}

std::string ResultsDatabase::content_hash() const {
  std::string series = "SELECT run, time_day";
  for (const std::string& column : plan_.series) series += ", " + quoted(column);
  const std::array<std::string, 7> queries{
      "SELECT key, value FROM definition ORDER BY key",
      "SELECT condition, arm, point, command FROM conditions ORDER BY condition",
      "SELECT condition, key, value, number, unit FROM parameters ORDER BY condition, key",
      "SELECT position, endpoint, event, meaning FROM endpoint_columns ORDER BY position",
      "SELECT run, condition, seed, status, message, state_hash, simulated_days FROM runs "
      "ORDER BY run",
      "SELECT run, endpoint, value, observed FROM endpoints ORDER BY run, endpoint",
      series + " FROM series ORDER BY run, time_day"};
  // Hash of the hashes of the rows: no table needs to fit in memory.
  std::string hashes;
  for (const std::string& query : queries) {
    Statement rows(database_, query.c_str());
    while (rows.next()) {
      const std::string row = rows.row_in_words();
      hashes += to_string(hash_bytes(std::as_bytes(std::span(row))));
    }
    hashes = to_string(hash_bytes(std::as_bytes(std::span(hashes))));
  }
  return hashes;
}

void ResultsDatabase::begin_session(std::int64_t workers) {
  Statement(database_, "INSERT INTO sessions VALUES(?, ?, ?)")
      .execute(utc_now(), workers, host_name());
}

void ResultsDatabase::record(std::span<const RunResult> results) {
  if (results.empty()) return;
  std::string insert_series = "INSERT INTO series VALUES(?, ?";
  for (std::size_t i = 0; i < plan_.series.size(); ++i) insert_series += ", ?";
  insert_series += ")";
  Statement runs(database_, "INSERT INTO runs VALUES(?, ?, ?, ?, ?, ?, ?)");
  Statement endpoints(database_, "INSERT INTO endpoints VALUES(?, ?, ?, ?)");
  Statement series(database_, insert_series.c_str());
  Statement timing(database_, "INSERT INTO timing VALUES(?, ?, ?, ?, ?)");
  const std::string now = utc_now();
  const std::string host = host_name();
  database_.execute("BEGIN IMMEDIATE");
  try {
    for (const RunResult& result : results) {
      runs.execute(result.run, plan_.condition_of(result.run),
                   std::int64_t{plan_.seed_of(result.run)},
                   std::string(result.failed ? "failed" : "done"), result.message,
                   result.state_hash, result.simulated_days);
      for (std::size_t i = 0; i < result.endpoints.size(); ++i)
        endpoints.execute(result.run, plan_.endpoints.at(i).name, result.endpoints[i].value,
                          std::int64_t{result.endpoints[i].observed});
      for (const std::vector<double>& row : result.series) {
        int index = 0;
        series.bind(++index, result.run);
        for (const double value : row) series.bind(++index, value);
        series.run();
      }
      timing.execute(result.run, now, result.seconds, result.attempts, host);
    }
    database_.execute("COMMIT");
  } catch (...) {
    try {
      database_.execute("ROLLBACK");
    } catch (const std::exception&) {  // the first error counts
    }
    throw;
  }
}

}  // namespace isletsim
