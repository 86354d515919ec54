// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/csv.hpp"

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace isletsim::test {

TEST_CASE("fields are quoted where they would be taken for more or less than one") {
  const auto written = [](std::string_view field) {
    std::string csv;
    append_csv_field(csv, field);
    return csv;
  };
  CHECK(written("").empty());
  CHECK(written("plain text") == "plain text");
  CHECK(written("dose, high") == "\"dose, high\"");
  CHECK(written("the \"best\"") == "\"the \"\"best\"\"\"");
  CHECK(written("two\nlines") == "\"two\nlines\"");
  CHECK(written("two\r\nlines") == "\"two\r\nlines\"");
}

TEST_CASE("rows are fields with commas between them") {
  std::string csv;
  append_csv_row(csv, std::vector<std::string>{"a", "b,c", ""});
  append_csv_row(
      csv, std::vector<CsvValue>{std::int64_t{-7}, 0.1, std::numeric_limits<double>::quiet_NaN(),
                                 std::string("x\"y")});
  append_csv_row(csv, std::vector<std::string>{});
  CHECK(csv == "a,\"b,c\",\n-7,0.1,,\"x\"\"y\"\n\n");
}

TEST_CASE("a comment stays on its line") {
  std::string csv;
  append_csv_comment(csv, "isletsim sweep a\nb.toml");
  CHECK(csv == "# isletsim sweep a b.toml\n");
}

}  // namespace isletsim::test
