// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/results_database.hpp"

#include <csignal>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tests/io/limited_process.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace isletsim;
using isletsim::test::error_of;
using isletsim::test::has;
using isletsim::test::in_child;
using isletsim::test::TemporaryFolder;

namespace {

ResultsPlan example_plan(std::int64_t replicates = 2) {
  return {.definition = {{"conditions", "abc"}, {"endpoints", "[]"}},
          .conditions = {{"control", 1, "isletsim run a", {{"x.y", "2 um", 2.0, "um"}}},
                         {"it's", 1, "isletsim run b", {{"x.y", "2 um", 2.0, "um"}}}},
          .endpoints = {{"survival", false, "last of a"}, {"onset", true, "time of b"}},
          .series = {"islets.a"},
          .first_seed = 5,
          .replicates = replicates};
}

RunResult example_result(std::int64_t run) {
  return {.run = run,
          .state_hash = "hash" + std::to_string(run),
          .simulated_days = 2,
          .endpoints = {{0.5 * static_cast<double>(run), true}, {2.0, false}},
          .series = {{0, 1}, {1, 2}},
          .seconds = 0.25};
}

void open(const std::filesystem::path& path, const ResultsPlan& plan) {
  static_cast<void>(ResultsDatabase::open(path, plan));
}

}  // namespace

TEST_CASE("what is recorded is read back, by this process and another") {
  const TemporaryFolder folder;
  {
    ResultsDatabase database = ResultsDatabase::open(folder / "r.sqlite", example_plan());
    database.begin_session(2);
    database.record(
        std::vector{example_result(3), RunResult{.run = 1, .failed = true, .message = "no room"}});
  }
  const ResultsDatabase database = ResultsDatabase::read(folder / "r.sqlite");
  CHECK(database.plan().endpoints[1].event);
  CHECK(database.plan().conditions[1].arm == "it's");
  CHECK(database.plan().conditions[0].values[0].number == 2.0);
  CHECK(database.recorded() == std::vector<std::int64_t>{1, 3});
  const auto results = database.results();
  REQUIRE(results.size() == 2);
  CHECK(results[0].failed);
  CHECK(results[0].message == "no room");
  CHECK(results[1].endpoints[0].value == 1.5);
  CHECK_FALSE(results[1].endpoints[1].observed);
  const SweepProgress progress = database.progress();
  CHECK(progress.planned == 4);
  CHECK(progress.done == 1);
  CHECK(progress.failed == 1);
  CHECK_FALSE(progress.running);
}

TEST_CASE("content does not depend on order, time or attempts") {
  const TemporaryFolder folder;
  ResultsDatabase one = ResultsDatabase::open(folder / "1.sqlite", example_plan());
  ResultsDatabase other = ResultsDatabase::open(folder / "2.sqlite", example_plan());
  one.begin_session(1);
  one.record(std::vector{example_result(1), example_result(2)});
  RunResult slow = example_result(1);
  slow.seconds = 99;
  slow.attempts = 3;
  other.record(std::vector{example_result(2)});
  CHECK(one.content_hash() != other.content_hash());
  other.record(std::vector{slow});
  CHECK(one.content_hash() == other.content_hash());
  other.record(std::vector{example_result(3)});
  RunResult different = example_result(3);
  different.endpoints[0].value.reset();
  one.record(std::vector{different});
  CHECK(one.content_hash() != other.content_hash());
}

TEST_CASE("the views show for each run what was varied and its results") {
  const TemporaryFolder folder;
  ResultsDatabase results = ResultsDatabase::open(folder / "r.sqlite", example_plan());
  results.record(std::vector{example_result(4)});
  const Database database = Database::open(folder / "r.sqlite", Database::Access::read, {});
  Statement view(database,
                 R"(SELECT run, arm, seed, "x.y", survival, onset_observed, command FROM results)");
  REQUIRE(view.next());
  CHECK(view.integer() == 4);
  CHECK(view.text() == "it's");
  CHECK(view.integer() == 6);
  CHECK(view.real() == 2);
  CHECK(view.real() == 2);
  CHECK(view.integer() == 0);
  CHECK(view.text() == "isletsim run b --seed 6");
  CHECK(database.integer("SELECT count(*) FROM endpoint_onset WHERE value = 2.0") == 1);
}

TEST_CASE("a run is recorded once") {
  const TemporaryFolder folder;
  ResultsDatabase database = ResultsDatabase::open(folder / "r.sqlite", example_plan());
  database.record(std::vector{example_result(1)});
  CHECK_THROWS_AS(database.record(std::vector{example_result(2), example_result(1)}), IoError);
  CHECK(database.recorded() == std::vector<std::int64_t>{1});  // all or none
  database.record(std::vector{example_result(2)});
  CHECK(database.recorded().size() == 2);
}

TEST_CASE("a database takes more replicates, and nothing else that is new") {
  const TemporaryFolder folder;
  const auto path = folder / "r.sqlite";
  ResultsDatabase::open(path, example_plan(2)).record(std::vector{example_result(1)});
  CHECK(ResultsDatabase::open(path, example_plan(7)).plan().replicates == 7);
  CHECK(ResultsDatabase::open(path, example_plan(2)).plan().replicates == 7);
  ResultsPlan other = example_plan();
  other.definition[0].second = std::string("abd");
  CHECK(has(error_of<ConfigError>([&] { open(path, other); }),
            "its conditions differ: abc instead of abd"));
  other = example_plan();
  other.first_seed = 1;
  CHECK(has(error_of<ConfigError>([&] { open(path, other); }), "first seed"));
  other = example_plan();
  other.shard = {2, 3};
  CHECK(has(error_of<ConfigError>([&] { open(path, other); }), "shard 1/1"));
}

TEST_CASE("only one process writes, others may look") {
  const TemporaryFolder folder;
  const auto path = folder / "r.sqlite";
  ResultsDatabase database = ResultsDatabase::open(path, example_plan());
  database.record(std::vector{example_result(1)});
  const int other = in_child([&] {
    const bool refused = has(error_of<ConfigError>([&] { open(path, example_plan()); }), "in use");
    const ResultsDatabase looked = ResultsDatabase::read(path);
    return refused && looked.progress().running && looked.recorded().size() == 1 ? 0 : 1;
  });
  CHECK(other == 0);
}

TEST_CASE("a killed writer leaves what it had recorded, and no lock") {
  const TemporaryFolder folder;
  const auto path = folder / "r.sqlite";
  const int killed = in_child([&] {
    ResultsDatabase database = ResultsDatabase::open(path, example_plan());
    database.record(std::vector{example_result(1)});
    ::kill(::getpid(), SIGKILL);
    return 0;
  });
  CHECK(killed == 128 + SIGKILL);
  ResultsDatabase database = ResultsDatabase::open(path, example_plan());
  CHECK(database.recorded() == std::vector<std::int64_t>{1});
}

TEST_CASE("a reader of a database that a writer left half written sees what was recorded") {
  const TemporaryFolder folder;
  const auto path = folder / "r.sqlite";
  open(path, example_plan());
  ResultsDatabase::open(path, example_plan()).record(std::vector{example_result(1)});
  const int killed = in_child([&] {
    Database database = Database::open(path, Database::Access::write, {});
    // So little memory that the transaction reaches the file before it is committed.
    database.execute("PRAGMA cache_size = 2; BEGIN IMMEDIATE");
    Statement insert(database, "INSERT INTO series VALUES(?, 0.5, 1)");
    for (std::int64_t run = 100; run < 20000; ++run) insert.execute(run);
    database.execute("DELETE FROM runs");
    ::kill(::getpid(), SIGKILL);
    return 0;
  });
  REQUIRE(killed == 128 + SIGKILL);
  REQUIRE(std::filesystem::exists(folder / "r.sqlite-journal"));
  const ResultsDatabase looked = ResultsDatabase::read(path);
  CHECK(looked.recorded() == std::vector<std::int64_t>{1});
  CHECK_FALSE(looked.progress().running);
}

TEST_CASE("a database that others keep locked is not called damaged") {
  const TemporaryFolder folder;
  const auto connect = [&] {
    return Database::open(folder / "a", Database::Access::create,
                          {.kind = "database", .way_out = "wait"});
  };
  Database one = connect();
  Database other = connect();
  one.execute("BEGIN EXCLUSIVE");
  CHECK(has(error_of<IoError>([&] { other.execute("BEGIN IMMEDIATE"); }), "in use elsewhere"));
}

TEST_CASE("shards make the whole") {
  const TemporaryFolder folder;
  ResultsDatabase whole = ResultsDatabase::open(folder / "whole.sqlite", example_plan());
  std::vector<std::filesystem::path> shards;
  for (std::int64_t index = 1; index <= 3; ++index) {
    ResultsPlan plan = example_plan();
    plan.shard = {index, 3};
    shards.push_back(folder / ("shard" + std::to_string(index)));
    ResultsDatabase shard = ResultsDatabase::open(shards.back(), plan);
    for (std::int64_t run = 1; run <= plan.runs(); ++run) {
      if (!plan.shard.holds(run)) continue;
      shard.record(std::vector{example_result(run)});
      whole.record(std::vector{example_result(run)});
    }
    CHECK(shard.progress().planned == shard.progress().done);
  }
  const auto merged = ResultsDatabase::merge(folder / "merged.sqlite", shards);
  CHECK(merged.content_hash() == whole.content_hash());
  CHECK(has(error_of<ConfigError>([&] { ResultsDatabase::merge(shards[1], shards); }),
            "a database among its own shards"));

  ResultsPlan other = example_plan();
  other.definition[1].second = std::string("[1]");
  static_cast<void>(ResultsDatabase::open(folder / "other.sqlite", other));
  shards.push_back(folder / "other.sqlite");
  CHECK(has(error_of<ConfigError>([&] { ResultsDatabase::merge(folder / "m2.sqlite", shards); }),
            "its endpoints differ"));
  CHECK_FALSE(std::filesystem::exists(folder / "m2.sqlite"));
}

TEST_CASE("shards that contradict each other are not merged") {
  const TemporaryFolder folder;
  ResultsPlan plan = example_plan();
  RunResult different = example_result(1);
  different.state_hash = std::string("another");
  ResultsDatabase::open(folder / "a", plan).record(std::vector{example_result(1)});
  ResultsDatabase::open(folder / "b", plan).record(std::vector{different});
  const std::vector<std::filesystem::path> both{folder / "a", folder / "b"};
  CHECK(has(error_of<ConfigError>([&] { ResultsDatabase::merge(folder / "m", both); }),
            "contradicting results"));
}

TEST_CASE("a file that is no results database is the user's mistake, and stays as it is") {
  const TemporaryFolder folder;
  test::put(folder / "text",
            "these are my notes, and no database at all, but long enough to be "
            "read as the header of one, which has a hundred bytes\n");
  const auto error_with = [&](const std::string& name) {
    return error_of<ConfigError>([&] { open(folder / name, example_plan()); });
  };
  const std::string before = test::contents(folder / "text");
  CHECK(has(error_with("text"), "not a results database"));
  CHECK(test::contents(folder / "text") == before);
  CHECK(has(error_with("nowhere/at/all"), "cannot write results database"));
  CHECK(
      has(error_of<ConfigError>([&] { static_cast<void>(ResultsDatabase::read(folder / "none")); }),
          "none"));
  {
    Database foreign = Database::open(folder / "foreign", Database::Access::create, {});
    foreign.execute("CREATE TABLE t(x)");
  }
  CHECK(has(error_with("foreign"), "not a results database"));
}
