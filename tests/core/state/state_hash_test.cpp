// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/state/state_hash.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/engine/parallel.hpp"

using namespace isletsim;

namespace {

class Cells final : public Table {
 public:
  explicit Cells(std::vector<std::uint64_t> ids) : Table("cells", Axis::cells) {
    this->resize(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      id[i] = ids[i];
      level[i] = static_cast<float>(ids[i]) * 0.5F;
    }
  }
  [[nodiscard]] std::span<const std::uint64_t> ids() const override { return id.values(); }

  Column<std::uint64_t> id{*this, {.name = "id", .unit = "1", .doc = "id"}};
  Column<float> level{*this, {.name = "level", .unit = "1", .doc = "level"}};
};

StateHash hash_of(Cells& cells) {
  const StateSection section{1, {&cells}};
  return hash_state({&section, 1});
}

}  // namespace

TEST_CASE("the state hash does not see storage order") {
  Cells ordered({3, 5, 9});
  Cells shuffled({9, 3, 5});
  CHECK(hash_of(ordered) == hash_of(shuffled));
}

TEST_CASE("the state hash sees every value, every row and the owner") {
  Cells cells({3, 5, 9});
  const StateHash before = hash_of(cells);
  cells.level[1] = std::nextafter(cells.level[1], 10.0F);
  CHECK(hash_of(cells) != before);
  Cells fewer({3, 5});
  CHECK(hash_of(fewer) != before);
  const StateSection other{2, {&fewer}};
  CHECK(hash_state({&other, 1}) != hash_of(fewer));
}

TEST_CASE("minus zero is zero, and not-a-number is an error") {
  Cells cells({1});
  cells.level[0] = 0.0F;
  const StateHash zero = hash_of(cells);
  cells.level[0] = -0.0F;
  CHECK(hash_of(cells) == zero);
  cells.level[0] = std::nanf("");
  CHECK_THROWS_AS(static_cast<void>(hash_of(cells)), InternalError);
}

TEST_CASE("a hash prints as 32 hexadecimal digits") {
  CHECK(to_string(StateHash{1, 0xab}) == "000000000000000100000000000000ab");
}

TEST_CASE("the state hash sees neither tallies nor readings") {
  Cells cells({3, 5, 9});
  const StateHash before = hash_of(cells);
  Column<std::int64_t> tally(cells,
                             {.name = "kills", .unit = "1", .doc = "-", .role = ColumnRole::tally});
  Column<double> reading(cells,
                         {.name = "mean", .unit = "1", .doc = "-", .role = ColumnRole::reading});
  tally[1] = 7;
  reading[1] = std::nan("");
  CHECK(hash_of(cells) == before);
  Column<std::int64_t> state(cells, {.name = "state", .unit = "1", .doc = "-"});
  CHECK(hash_of(cells) != before);
}

TEST_CASE("the state hash depends on the order of sections, not on the number of threads") {
  Cells one({3, 5, 9});
  Cells two({4});
  const std::vector<StateSection> sections{{1, {&one}}, {2, {&two}}};
  const std::vector<StateSection> turned{{2, {&two}}, {1, {&one}}};
  CHECK(hash_state(sections) != hash_state(turned));
  for (const int threads : {1, 2, 3, 7}) {
    StateHash hash;
    ThreadPool(threads).run([&] { hash = hash_state(sections); });
    CHECK(hash == hash_state(sections));
  }
}
