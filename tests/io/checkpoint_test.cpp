// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/checkpoint.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "io/file.hpp"
#include "io/run_directory.hpp"
#include "tests/io/limited_process.hpp"
#include "tests/io/sample_state.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/test_draw.hpp"

namespace isletsim::test {

namespace fs = std::filesystem;

namespace {

CheckpointInfo example_info() {
  CheckpointInfo info;
  info.step = 60480;
  info.time = 60480.5;
  info.scenario_hash = {0xfedcba9876543210, 1};
  info.series = {{"series/islets.csv", 123456789012}, {"series/hashes.csv", 0}};
  info.frames = 84;
  return info;
}

fs::path write_example(const fs::path& folder) {
  SampleState state;
  state.fill();
  const auto sections = state.sections();
  fs::path path = folder / checkpoint_name(60480);
  write_checkpoint(path, example_info(), sections);
  return path;
}

std::string refusal_of(const fs::path& path, std::span<const StateSection> sections) {
  return error_of<IoError>([&] { read_checkpoint(path, sections); });
}

/// Reads a damaged checkpoint into a fresh state: either it is refused and the state stays as it
/// was, or the damage hit nothing that counts and the whole state came back.
void check_damaged(const fs::path& path, const StateHash& whole) {
  SampleState state;
  const auto sections = state.sections();
  const StateHash fresh = hash_state(sections);
  if (refusal_of(path, sections).empty()) {
    CHECK(hash_state(sections) == whole);
  } else {
    CHECK(hash_state(sections) == fresh);
    CHECK(state.cells.restored == 0);
  }
}

}  // namespace

TEST_CASE("a checkpoint brings back the state, bit by bit, and what it says besides") {
  const TemporaryFolder folder;
  SampleState before;
  before.fill();
  const auto from = before.sections();
  const fs::path path = folder / "a.sqlite";
  const StateHash hash = write_checkpoint(path, example_info(), from);
  CHECK(hash == hash_state(from));

  SampleState after;
  const auto to = after.sections();
  const CheckpointInfo info = read_checkpoint(path, to);
  CHECK(info.step == 60480);
  CHECK(info.time == 60480.5);
  CHECK(info.scenario_hash == StateHash{0xfedcba9876543210, 1});
  CHECK(info.frames == 84);
  CHECK(info.state_hash == hash);
  REQUIRE(info.series.size() == 2);
  CHECK(info.series[0].file == "series/islets.csv");
  CHECK(info.series[0].length == 123456789012);

  CHECK(hash_state(to) == hash);
  CHECK(after.cells.restored == 1);
  for (std::size_t s = 0; s < from.size(); ++s) {
    for (std::size_t t = 0; t < from[s].tables.size(); ++t) {
      const Table& a = *from[s].tables[t];
      const Table& b = *to[s].tables[t];
      REQUIRE(a.rows() == b.rows());
      for (std::size_t c = 0; c < a.columns().size(); ++c) {
        const auto x = a.columns()[c]->bytes();
        const auto y = b.columns()[c]->bytes();
        CHECK(std::equal(x.begin(), x.end(), y.begin(), y.end()));
      }
    }
  }
  CHECK(read_checkpoint_info(path).state_hash == hash);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a checkpoint without cells or events comes back empty") {
  const TemporaryFolder folder;
  SampleState empty;
  const auto from = empty.sections();
  write_checkpoint(folder / "a.sqlite", {}, from);
  SampleState full;
  full.fill();
  const auto to = full.sections();
  CHECK(read_checkpoint(folder / "a.sqlite", to).series.empty());
  CHECK(full.cells.rows() == 0);
  CHECK(full.delays.rows() == 0);
  CHECK(hash_state(to) == hash_state(from));
}

TEST_CASE("tallies come and go, readings are not kept, and neither breaks a checkpoint") {
  const TemporaryFolder folder;
  SampleState before;
  before.fill();
  Column<std::int64_t> former(
      before.cells, {.name = "bites", .unit = "1", .doc = "-", .role = ColumnRole::tally});
  Column<std::int64_t> kills(before.cells,
                             {.name = "kills", .unit = "1", .doc = "-", .role = ColumnRole::tally});
  Column<float> mean(before.cells,
                     {.name = "mean", .unit = "1", .doc = "-", .role = ColumnRole::reading});
  kills[2] = 5;
  mean[2] = 3;
  const StateHash hash = write_checkpoint(folder / "a.sqlite", example_info(), before.sections());

  SampleState after;
  Column<std::int64_t> new_tally(
      after.cells, {.name = "meals", .unit = "1", .doc = "-", .role = ColumnRole::tally}, 9);
  Column<std::int64_t> kills_again(
      after.cells, {.name = "kills", .unit = "1", .doc = "-", .role = ColumnRole::tally});
  Column<float> mean_again(after.cells,
                           {.name = "mean", .unit = "1", .doc = "-", .role = ColumnRole::reading});
  after.cells.resize(1);
  new_tally[0] = 1;
  CHECK(read_checkpoint(folder / "a.sqlite", after.sections()).state_hash == hash);
  REQUIRE(after.cells.rows() == 4);
  CHECK(kills_again[2] == 5);
  CHECK(new_tally[0] == 9);
  CHECK(new_tally[2] == 9);
  CHECK(mean_again[2] == 0);

  // What was a tally when it was written cannot become state.
  SampleState needy;
  Column<std::int64_t> needed(needy.cells, {.name = "kills", .unit = "1", .doc = "-"});
  CHECK(has(refusal_of(folder / "a.sqlite", needy.sections()), "lacks column 'kills'"));
}

TEST_CASE("a checkpoint replaces an older one of the same name") {
  const TemporaryFolder folder;
  SampleState state;
  const auto sections = state.sections();
  put(folder / "a.sqlite.partial", "half of a killed run");
  write_checkpoint(folder / "a.sqlite", example_info(), sections);
  state.fill();
  const StateHash hash = write_checkpoint(folder / "a.sqlite", example_info(), sections);
  CHECK(read_checkpoint_info(folder / "a.sqlite").state_hash == hash);
}

TEST_CASE("a name with special characters is a name") {
  const TemporaryFolder folder;
  SampleState state;
  const auto sections = state.sections();
  for (const char* name : {"a?mode=memory", "a%41#b", "β cell.sqlite", "file:x", ":memory:"}) {
    const StateHash hash = write_checkpoint(folder / name, example_info(), sections);
    CHECK(fs::exists(folder / name));
    CHECK(read_checkpoint_info(folder / name).state_hash == hash);
  }
}

TEST_CASE("a checkpoint of other tables is refused by what differs, and nothing is touched") {
  struct OtherCells : Table {
    OtherCells() : Table("macrophage", Axis::cells) {}
    [[nodiscard]] std::span<const std::uint64_t> ids() const override { return id.values(); }
    Column<std::uint64_t> id{*this, {.name = "id", .unit = "1", .doc = "id"}};
    Column<std::uint16_t> polarisation{*this, {.name = "polarisation", .unit = "1", .doc = "-"}};
  };
  const TemporaryFolder folder;
  const fs::path path = write_example(folder.path());
  SampleState state;
  const StateHash fresh = hash_state(state.sections());
  const auto refused = [&](const StateSection& host, const StateSection& islet) {
    const std::vector<StateSection> sections{host, islet};
    return refusal_of(path, sections);
  };
  CHECK(has(refused(state.host(), {1, {&state.cells}}), "1 table more"));
  CHECK(has(refused(state.host(), {2, {&state.cells, &state.block}}), "owner 1 where"));
  CHECK(has(refused(state.host(), {1, {&state.block, &state.cells}}),
            "table 'macrophage' of owner 1 where table 'spread' of owner 1 is expected"));
  CHECK(has(refused(state.host(), {1, {&state.cells, &state.block, &state.delays}}),
            "table 'delays' of owner 1 is missing"));
  OtherCells other;
  CHECK(has(refused(state.host(), {1, {&other, &state.block}}), "unknown column 'cargo'"));

  struct MoreCells : SampleCells {
    Column<float> stress{*this, {.name = "stress", .unit = "1", .doc = "-"}};
  } more;
  CHECK(has(refused(state.host(), {1, {&more, &state.block}}), "lacks column 'stress'"));
  SampleBlock larger({4, 3, 3});
  CHECK(has(refused(state.host(), {1, {&state.cells, &larger}}),
            "table 'spread' of owner 1 has 24 rows instead of 36"));
  CHECK(hash_state(state.sections()) == fresh);

  OtherCells narrow;
  narrow.resize(1);
  const std::vector<StateSection> one{{1, {&narrow}}};
  write_checkpoint(folder / "narrow.sqlite", example_info(), one);
  struct WideCells : Table {
    WideCells() : Table("macrophage", Axis::cells) {}
    Column<std::uint64_t> id{*this, {.name = "id", .unit = "1", .doc = "id"}};
    Column<std::uint32_t> polarisation{*this, {.name = "polarisation", .unit = "1", .doc = "-"}};
  } wide;
  const std::vector<StateSection> two{{1, {&wide}}};
  CHECK(has(refusal_of(folder / "narrow.sqlite", two), "holds 1 × u16 per row instead of 1 × u32"));
}

TEST_CASE("a checkpoint cut anywhere is refused") {
  const TemporaryFolder folder;
  const fs::path path = write_example(folder.path());
  const StateHash whole = read_checkpoint_info(path).state_hash;
  const std::string bytes = contents(path);
  for (std::size_t length = 0; length < bytes.size(); length += 997) {
    put(folder / "cut.sqlite", bytes.substr(0, length));
    SampleState state;
    const auto sections = state.sections();
    CHECK_FALSE(refusal_of(folder / "cut.sqlite", sections).empty());
    check_damaged(folder / "cut.sqlite", whole);
  }
}

TEST_CASE("a damaged checkpoint is refused, whatever the damage") {
  const TemporaryFolder folder;
  const fs::path path = write_example(folder.path());
  const StateHash whole = read_checkpoint_info(path).state_hash;
  const std::string bytes = contents(path);
  // Places that hold something; most of a small database is empty pages.
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != 0) used.push_back(i);
  }
  RandomStream random(Seed{3}, test_draw, CellId{1}, 0);
  int refused = 0;
  for (int i = 0; i < 600; ++i) {
    std::string damaged = bytes;
    for (std::uint64_t k = 0; k <= random.below(4); ++k) {
      damaged[used[random.below(used.size())]] = static_cast<char>(random.bits());
    }
    put(folder / "damaged.sqlite", damaged);
    check_damaged(folder / "damaged.sqlite", whole);
    SampleState state;
    const auto sections = state.sections();
    refused += refusal_of(folder / "damaged.sqlite", sections).empty() ? 0 : 1;
  }
  CHECK(refused > 300);
}

TEST_CASE("every bit of the stored numbers counts") {
  const TemporaryFolder folder;
  SampleState state;
  state.fill();
  const auto sections = state.sections();
  const fs::path path = folder / "a.sqlite";
  write_checkpoint(path, example_info(), sections);
  std::string bytes = contents(path);
  const auto raw = state.block.concentration.bytes();
  const std::string numbers(reinterpret_cast<const char*>(raw.data()), raw.size());
  const std::size_t at = bytes.find(numbers);
  REQUIRE(at != std::string::npos);
  for (std::size_t i = 0; i < numbers.size(); i += 13) {
    bytes[at + i] ^= 1;
    put(path, bytes);
    CHECK(has(refusal_of(path, sections), "the checkpoint is damaged: its checksum is wrong"));
    bytes[at + i] ^= 1;
  }
}

TEST_CASE("what is no checkpoint is refused") {
  const TemporaryFolder folder;
  SampleState state;
  const auto sections = state.sections();
  const auto refused = [&](const std::string& name) { return refusal_of(folder / name, sections); };
  CHECK(has(refused("none"), "No such file"));
  CHECK(has(refusal_of(folder.path(), sections), "not a regular file"));
  put(folder / "empty", "");
  CHECK(has(refused("empty"), "not a checkpoint"));
  put(folder / "text", std::string(100000, 'x'));
  CHECK(has(refused("text"), "not a checkpoint"));

  std::string bytes = contents(write_example(folder.path()));
  std::string newer = bytes;
  newer[63] = 3;  // user_version, big-endian at byte 60
  put(folder / "newer", newer);
  CHECK(has(refused("newer"), "unknown format of checkpoint '3' (this version reads 2)"));
}

TEST_CASE("a checkpoint that does not fit on the disk leaves no part of it") {
  const TemporaryFolder folder;
  const fs::path path = write_example(folder.path());
  const std::string bytes = contents(path);
  const int result = in_child([&] {
    limit_file_size(50000);
    SampleState state;
    state.fill();
    const auto sections = state.sections();
    const std::string error =
        error_of<IoError>([&] { write_checkpoint(path, example_info(), sections); });
    return has(error, "cannot access checkpoint") || has(error, "cannot write checkpoint") ? 0 : 1;
  });
  CHECK(result == 0);
  CHECK(contents(path) == bytes);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  SampleState state;
  const auto sections = state.sections();
  CHECK_THROWS_AS(write_checkpoint(folder / "none/a.sqlite", example_info(), sections), IoError);
}

TEST_CASE("the size of a checkpoint is known before it is written") {
  const TemporaryFolder folder;
  SampleState state({40, 30, 20});
  state.fill();
  const auto sections = state.sections();
  const fs::path path = folder / "state.sqlite";
  write_checkpoint(path, example_info(), sections);
  const std::uintmax_t reported = checkpoint_size(state.islet(), state.host(), 1);
  CHECK(reported >= fs::file_size(path));
  CHECK(reported < 4 * fs::file_size(path) / 3);
  const std::uintmax_t two = checkpoint_size(state.islet(), state.host(), 2);
  CHECK(checkpoint_size(state.islet(), state.host(), 5) - two == 3 * (two - reported));
}

TEST_CASE("long columns are stored in pieces") {
  struct Long : Table {
    Long() : Table("long", Axis::records) {}
    Column<double> numbers{*this, {.name = "numbers", .unit = "1", .doc = "-"}};
  };
  const TemporaryFolder folder;
  Long before;
  before.resize(300000);  // 2.4 MB: two whole pieces of 1 MiB and a rest
  for (std::size_t i = 0; i < before.rows(); ++i) before.numbers[i] = static_cast<double>(i);
  const std::vector<StateSection> from{{0, {&before}}};
  write_checkpoint(folder / "a.sqlite", {}, from);
  Long after;
  const std::vector<StateSection> to{{0, {&after}}};
  read_checkpoint(folder / "a.sqlite", to);
  CHECK(after.rows() == 300000);
  CHECK(std::ranges::equal(after.numbers.values(), before.numbers.values()));
}

TEST_CASE("a disk that is really full is reported by its name and holds nothing half-written") {
  const TemporaryFolder folder;
  constexpr int forbidden = 77;
  const int result = in_child([&] {
    if (!mount_small_disk(folder.path(), 400000)) return forbidden;
    const std::string full = "disk full";
    RunDirectory directory = RunDirectory::create(folder / "run");
    SeriesFile series(directory.add("a.csv"), {"x"});
    SampleState state;
    state.fill();
    const auto sections = state.sections();
    const fs::path first = directory.add(checkpoint_name(0));
    write_checkpoint(first, {}, sections);
    const std::string second = error_of<IoError>(
        [&] { write_checkpoint(directory.add(checkpoint_name(1)), {}, sections); });
    if (!has(second, full)) return 1;
    put(folder / "filler", std::string(400000, 'x'));
    for (int i = 0; i < 2000; ++i) series.append(std::vector<SeriesValue>{0.5 + i});
    if (!has(error_of<IoError>([&] { series.flush(); }), full)) return 2;
    const std::string rows = contents(folder / "run/a.csv");
    if (rows != "x\n") return 3;
    const std::string whole =
        error_of<IoError>([&] { write_whole_file(folder / "run/b", std::string(9000, 'x')); });
    if (!has(whole, full)) return 4;
    const std::string another =
        error_of<IoError>([&] { return RunDirectory::create(folder / "another"); });
    if (!has(another, full) || fs::exists(folder / "another")) return 5;
    if (directory.files() != std::vector<std::string>{"a.csv", checkpoint_name(0)}) return 6;
    if (read_checkpoint_info(first).state_hash != hash_state(sections)) return 7;
    return std::distance(fs::directory_iterator(folder / "run"), {}) == 4 ? 0 : 8;
  });
  if (result == forbidden) {
    MESSAGE("not tested: this system allows no disk of its own to a process");
  } else {
    CHECK(result == 0);
  }
}

TEST_CASE("checkpoints are listed in the order of steps, and all but the needed ones go") {
  const TemporaryFolder folder;
  SampleState state;
  const auto sections = state.sections();
  for (const std::int64_t step : {1200, 0, 60, 600, 240, 120}) {
    write_checkpoint(folder / checkpoint_name(step), {.step = step}, sections);
  }
  for (const char* foreign : {"notes.txt", "step_1.sqlite", "step_000000000240.sqlite.partial"}) {
    put(folder / foreign, "mine");
  }
  const auto steps = [&] {
    std::vector<std::int64_t> found;
    for (const CheckpointFile& file : list_checkpoints(folder.path())) found.push_back(file.step);
    return found;
  };
  CHECK(steps() == std::vector<std::int64_t>{0, 60, 120, 240, 600, 1200});
  const std::vector<std::int64_t> keep{120, 99};
  prune_checkpoints(folder.path(), keep);
  CHECK(steps() == std::vector<std::int64_t>{0, 120, 600, 1200});
  prune_checkpoints(folder.path(), {});
  CHECK(steps() == std::vector<std::int64_t>{0, 600, 1200});
  prune_checkpoints(folder.path(), {});
  CHECK(steps() == std::vector<std::int64_t>{0, 600, 1200});
  CHECK(contents(folder / "notes.txt") == "mine");
  CHECK(list_checkpoints(folder / "none").empty());
}

}  // namespace isletsim::test
