// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "io/json.hpp"

#include <limits>

#include <doctest/doctest.h>

namespace isletsim::test {

TEST_CASE("JSON is written in the order of its members, and read back the same") {
  const Json json = Json::Object{{"key", "β cell \"1\"\n"},
                                 {"count", 9007199254740993},
                                 {"share", 0.1},
                                 {"known", true},
                                 {"rows", Json::Array{1, 2.5, Json{}, "x"}},
                                 {"names", std::vector<std::string>{"b", "a"}},
                                 {"empty", Json::Object{}}};
  const std::string line = write_json(json, JsonLayout::one_line);
  CHECK(line == R"({"key":"β cell \"1\"\n","count":9007199254740993,"share":0.1,"known":true,)"
                R"("rows":[1,2.5,null,"x"],"names":["b","a"],"empty":{}})");
  CHECK(read_json(line) == json);
  CHECK(read_json(write_json(json)) == json);
  CHECK(write_json(Json::Object{{"a", 1}}) == "{\n  \"a\": 1\n}");
}

TEST_CASE("what JSON cannot say is null or replaced") {
  CHECK(write_json(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(write_json(std::numeric_limits<double>::infinity()) == "null");
  CHECK(write_json("a\xff") == "\"a\xef\xbf\xbd\"");
}

TEST_CASE("values are read as what they are") {
  const Json json = read_json(R"({"a": [1, 2.5, true, "x"]})");
  CHECK(json.at("a").array()[0].integer() == 1);
  CHECK(json.at("a").array()[0].number() == 1.0);
  CHECK(json.at("a").array()[1].number() == 2.5);
  CHECK(json.at("a").array()[2].boolean());
  CHECK(json.at("a").array()[3].text() == "x");
  CHECK_THROWS_WITH_AS(static_cast<void>(json.at("b")), "no 'b'", JsonError);
  CHECK_THROWS_WITH_AS(static_cast<void>(json.at("a").array()[1].integer()),
                       "'2.5' where a whole number was expected", JsonError);
  CHECK_THROWS_AS(static_cast<void>(json.at("a").texts()), JsonError);
  CHECK_THROWS_AS(static_cast<void>(json.text()), JsonError);
  for (const char* text : {"", "{", "nul", "{\"a\":}", "[1,]", "\xff"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(static_cast<void>(read_json(text)), JsonError);
  }
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  CHECK_THROWS_WITH_AS(static_cast<void>(read_json(deep)), "nested too deep", JsonError);
}

}  // namespace isletsim::test
