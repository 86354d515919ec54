// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/base/enum_words.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/parameters/settings.hpp"

using namespace isletsim;

namespace {

enum class Colour { red, dark_green };
constexpr EnumWords colours({EnumWord{Colour::red, "red"},
                             EnumWord{Colour::dark_green, "dark green"}});

struct Painting {
  Colour colour;

  static auto describe() {
    return parameters(row("colour", &Painting::colour, "red", choice(colours),
                          "assumed: an example", "colour of the whole"));
  }
};

}  // namespace

TEST_CASE("a table of words is read in both directions") {
  CHECK(colours.word(Colour::dark_green) == "dark green");
  CHECK(colours.find("dark green") == Colour::dark_green);
  CHECK(colours.find("red") == Colour::red);
  CHECK(colours.find("dark") == std::nullopt);
  CHECK(colours.all() == std::vector<std::string>{"red", "dark green"});
  CHECK_THROWS_AS(static_cast<void>(colours.word(static_cast<Colour>(2))), std::out_of_range);
}

TEST_CASE("a parameter takes its choices from a table of words") {
  Schema schema;
  schema.add<Painting>("painting", "an example");
  CHECK(Settings(schema, {}).get<Painting>("painting").colour == Colour::red);
  ScenarioLayer layer;
  layer.assignments.push_back({"painting.colour", "dark green", {"a.toml", 1}});
  CHECK(Settings(schema, {layer}).get<Painting>("painting").colour == Colour::dark_green);
}
