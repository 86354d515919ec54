// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/series.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <limits>
#include <locale>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/random.hpp"
#include "io/run_directory.hpp"
#include "tests/io/limited_process.hpp"
#include "tests/io/sample_state.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/test_draw.hpp"

namespace isletsim::test {

namespace {

using Row = std::vector<SeriesValue>;

struct CommaPoint final : std::numpunct<char> {
  [[nodiscard]] char do_decimal_point() const override { return ','; }
  [[nodiscard]] char do_thousands_sep() const override { return '.'; }
  [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

std::string written(double number) {
  const TemporaryFolder folder;
  {
    SeriesFile file(folder / "a.csv", {"x"});
    file.append(Row{number});
  }
  const std::string text = contents(folder / "a.csv");
  return text.substr(2, text.size() - 3);
}

}  // namespace

TEST_CASE("a series is a header and whole lines") {
  const TemporaryFolder folder;
  SeriesFile file(folder / "a.csv", {"time_day", "islet", "event", "cause"});
  CHECK(contents(folder / "a.csv") == "time_day,islet,event,cause\n");
  file.append(Row{0.25, std::int64_t{-7}, "β cell died", ""});
  file.append(Row{std::nan(""), std::int64_t{2}, "a,b \"c\"", "line\nbreak"});
  CHECK(contents(folder / "a.csv") == "time_day,islet,event,cause\n");
  file.flush();
  const std::string expected =
      "time_day,islet,event,cause\n0.25,-7,β cell died,\n,2,\"a,b \"\"c\"\"\",\"line\nbreak\"\n";
  CHECK(contents(folder / "a.csv") == expected);
  CHECK(file.length() == expected.size());
  CHECK_THROWS_AS(file.append(Row{1.0}), InternalError);
  CHECK_THROWS_AS(SeriesFile(folder / "b.csv", {"x", "x"}), InternalError);
}

TEST_CASE("numbers read back the same") {
  RandomStream random(Seed{1}, test_draw, CellId{1}, 0);
  std::vector<double> numbers{0.0,         -0.0,   0.1,  1.0 / 3, 1e23,  100000,
                              123456789.0, 5e-324, -1e9, 1e-300,  1e308, 2.5e-3};
  while (numbers.size() < 200) {
    const auto number = std::bit_cast<double>(random.bits());
    if (std::isfinite(number)) numbers.push_back(number);
  }
  const TemporaryFolder folder;
  SeriesFile file(folder / "a.csv", {"x"});
  for (const double number : numbers) file.append(Row{number});
  file.flush();
  const std::string text = contents(folder / "a.csv");
  const char* at = text.data() + 2;
  for (const double number : numbers) {
    double read = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), read);
    REQUIRE(error == std::errc{});
    CHECK(std::bit_cast<std::uint64_t>(read) == std::bit_cast<std::uint64_t>(number));
    CHECK(*end == '\n');
    at = end + 1;
  }
}

TEST_CASE("numbers are shortest, and a point is a point in any locale") {
  const std::locale before = std::locale::global(std::locale(std::locale(), new CommaPoint));
  const std::string old_name = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
  CHECK(written(0.1) == "0.1");
  CHECK(written(1234.5) == "1234.5");
  CHECK(written(1e300) == "1e+300");
  CHECK(written(3) == "3");
  std::setlocale(LC_ALL, old_name.c_str());
  std::locale::global(before);
}

TEST_CASE("a series goes on from the length of a checkpoint") {
  const TemporaryFolder folder;
  const auto path = folder / "a.csv";
  std::uint64_t length = 0;
  {
    SeriesFile file(path, {"x", "y"});
    file.append(Row{1.0, 2.0});
    length = file.length();
    file.append(Row{3.0, 4.0});
  }
  CHECK(contents(path) == "x,y\n1,2\n3,4\n");
  {
    SeriesFile file(path, {"x", "y"}, length);
    CHECK(file.length() == length);
    file.append(Row{5.0, 6.0});
  }
  CHECK(contents(path) == "x,y\n1,2\n5,6\n");

  const auto refused = [&](std::vector<std::string> columns, std::uint64_t at) {
    return error_of<IoError>([&] { SeriesFile(path, columns, at); });
  };
  CHECK(has(refused({"x", "y"}, 1000), "shorter than the 1000 bytes"));
  CHECK(has(refused({"x", "z"}, length), "columns"));
  CHECK(has(refused({"x", "y"}, 3), "columns"));
  CHECK(has(refused({"x", "y"}, length - 1), "no line ends"));
  CHECK(has(error_of<IoError>([&] { SeriesFile(folder / "none.csv", {"x"}, 4); }),
            "none.csv: cannot continue: No such file"));
  CHECK(has(error_of<IoError>([&] { SeriesFile(path, {"x", "y"}); }), "File exists"));
  CHECK(contents(path) == "x,y\n1,2\n5,6\n");
}

TEST_CASE("a process that is killed leaves the rows it flushed, whole") {
  const TemporaryFolder folder;
  const int result = in_child([&]() -> int {
    SeriesFile file(folder / "a.csv", {"x"});
    file.append(Row{1.0});
    file.flush();
    file.append(Row{2.0});
    std::raise(SIGKILL);
    return 0;
  });
  CHECK(result == 128 + SIGKILL);
  CHECK(contents(folder / "a.csv") == "x\n1\n");
}

TEST_CASE("a disk that fills up leaves whole lines and is reported") {
  const TemporaryFolder folder;
  const int result = in_child([&] {
    SeriesFile file(folder / "a.csv", {"x"});
    limit_file_size(105);
    file.append(Row{1.0});
    file.flush();
    for (int i = 0; i < 100; ++i) file.append(Row{123456.0});
    return has(error_of<IoError>([&] { file.flush(); }), "a.csv: cannot write") ? 0 : 1;
  });
  CHECK(result == 0);
  CHECK(contents(folder / "a.csv") == "x\n1\n");
}

TEST_CASE("names of columns carry their units") {
  CHECK(series_name("glucose", "mg/dl") == "glucose_mg_dl");
  CHECK(series_name("insulin", "uU/ml") == "insulin_uU_ml");
  CHECK(series_name("hba1c", "%") == "hba1c_percent");
  CHECK(series_name("CXCL12 mean", "nM") == "CXCL12_mean_nM");
  CHECK(series_name("kill rate", "1/min") == "kill_rate_per_min");
  CHECK(series_name("insulin dose", "U/kg/day") == "insulin_dose_U_kg_day");
  CHECK(series_name("volume", "um^3") == "volume_um3");
  CHECK(series_name("beta_cell", "1") == "beta_cell");
  CHECK(series_name("T cells", "cells") == "T_cells");
  CHECK(series_name("IL-1b max", "nM") == "IL_1b_max_nM");
  CHECK(series_name("CD8⁺ T cell", "1") == "CD8_T_cell");
}

TEST_CASE("an islet's row follows from its tables") {
  SampleState state;
  const SectionSummary summary(state.islet());
  CHECK(summary.names() ==
        std::vector<std::string>{"macrophage", "macrophage_M0", "macrophage_M1",
                                 "macrophage_polarisation_none", "macrophage_cargo_none",
                                 "macrophage_beta_cell", "CXCL12_mean_nM", "CXCL12_max_nM",
                                 "IL_1b_mean_pg_ml", "IL_1b_max_pg_ml", "spread_volume_mean_um3",
                                 "spread_volume_max_um3"});
  state.fill();
  Row row;
  summary.append(state.islet(), row);
  // 24 voxels hold 0 … 23 nM: mean 11.5, max 23.
  const std::vector<double> expected{4, 0, 3, 1, 4, 0, 11.5, 23, 0, 0, 8000, 8000};
  REQUIRE(row.size() == expected.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    CAPTURE(summary.names()[i]);
    if (const auto* count = std::get_if<std::int64_t>(&row[i])) {
      CHECK(static_cast<double>(*count) == expected[i]);
    } else {
      CHECK(std::get<double>(row[i]) == expected[i]);
    }
  }
}

TEST_CASE("cells of several types that belong to one group are counted together as well") {
  struct GroupedCells final : Table {
    explicit GroupedCells(const std::string& name, std::size_t cells) : Table(name, Axis::cells) {
      this->resize(cells);
    }
    [[nodiscard]] std::string_view group() const override { return "blood cells"; }
  };
  GroupedCells red("red", 5);
  GroupedCells white("white", 2);
  SampleCells alone;
  StateSection section{1, {&red, &alone, &white}};
  const SectionSummary summary(section);
  REQUIRE(summary.names().back() == "blood_cells");
  Row row;
  summary.append(section, row);
  REQUIRE(row.size() == summary.names().size());
  CHECK(std::get<std::int64_t>(row.back()) == 7);
  CHECK(std::count(summary.names().begin(), summary.names().end(), "blood_cells") == 1);
}

TEST_CASE("the size of the series is estimated from the usual length of their rows") {
  SampleState state;
  state.fill();
  // Six counts of 4 bytes and six computed numbers of 20, comma included.
  CHECK(SectionSummary(state.islet()).usual_length(state.islet()) == 6 * 4 + 6 * 20);
  const auto size = [&](std::uintmax_t islets, std::uintmax_t samples, std::uintmax_t exchanges) {
    return series_size(state.islet(), state.host(), islets, samples, exchanges);
  };
  CHECK(size(3, 0, 0) == 0);
  CHECK(size(3, 0, 10) == 10 * (20 + 32 + 1));  // time, hash, line end
  CHECK(size(3, 10, 0) - size(2, 10, 0) == 10 * (20 + 4 + 6 * 4 + 6 * 20));
  CHECK(size(1, 20, 7) == size(1, 10, 7) + size(1, 10, 0));
}

TEST_CASE("the four series of a run") {
  const TemporaryFolder folder;
  SampleState state;
  std::vector<SeriesLength> lengths;
  {
    RunDirectory directory = RunDirectory::create(folder / "run");
    RunSeries series(directory, state.islet(), state.host(), {"beta_function"}, {"age_day"});
    state.fill();
    series.add_islets(std::vector{series.islet_row(0.5, state.islet(), Row{0.75})});
    series.add_patient(0.5, state.host(), Row{14.5});
    series.add_event(0.5, 1, "death", "killed");
    series.add_hash(0.5, StateHash{1, 2});
    series.flush();
    CHECK(contents(folder / "run/series/islets.csv").starts_with("time_day,islet,macrophage,"));
    CHECK(contents(folder / "run/series/islets.csv").ends_with(",8000,8000,0.75\n"));
    CHECK(contents(folder / "run/series/patient.csv") ==
          "time_day,age_day,blood_T_cells_naive,blood_T_cells_effector,blood_clearance_per_min,"
          "stage,glucose_mg_dl\n"
          "0.5,14.5,1152921504606846976,-3,0.1,stage 1,100\n");
    CHECK(contents(folder / "run/series/events.csv") ==
          "time_day,islet,event,cause\n0.5,1,death,killed\n");
    CHECK(contents(folder / "run/series/hashes.csv") ==
          "time_day,state_hash\n0.5,00000000000000010000000000000002\n");
    CHECK(directory.files().size() == 4);
    lengths = series.lengths();
    series.add_event(1.5, 1, "death", "old age");
  }
  {
    RunDirectory directory = RunDirectory::open(folder / "run");
    RunSeries series(directory, state.islet(), state.host(), {"beta_function"}, {"age_day"},
                     lengths);
    series.add_event(2, 1, "division", "");
    lengths.pop_back();
  }
  CHECK(contents(folder / "run/series/events.csv") ==
        "time_day,islet,event,cause\n0.5,1,death,killed\n2,1,division,\n");
  RunDirectory directory = RunDirectory::open(folder / "run");
  CHECK(has(error_of<IoError>([&] {
              RunSeries(directory, state.islet(), state.host(), {"beta_function"}, {"age_day"},
                        lengths);
            }),
            "hashes.csv: cannot continue"));
}

}  // namespace isletsim::test
