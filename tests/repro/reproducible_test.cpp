// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <numeric>
#include <set>
#include <unistd.h>

#include <doctest/doctest.h>

#include "io/checkpoint.hpp"
#include "tests/scenarios/exercise.hpp"
#include "tests/test_draw.hpp"

using namespace isletsim;

namespace {

RunPlan eight_islets(std::vector<std::string> set = {}) {
  set.insert(set.begin(), {"patient.islets_simulated=8", "patient.islets_represented=20",
                           "run.duration=\"8 h\""});
  return plan_test_scenario("exercise", std::move(set));
}

// Moves the cells of every population to other rows.
void shuffle_storage(Simulation& simulation, std::uint64_t round) {
  for (StateSection& section : simulation.sections()) {
    for (Table* table : section.tables) {
      auto* cells = dynamic_cast<Population*>(table);
      if (cells == nullptr) continue;
      std::vector<std::size_t> order(cells->size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      RandomStream random(Seed{99}, test_draw, CellId{section.owner, round}, 0);
      for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
      cells->permute(order);
    }
  }
  simulation.rebuild_derived();
}

}  // namespace

TEST_CASE("the state is the same with any number of threads") {
  const RunPlan plan = eight_islets();
  const StateHash expected = final_hash(plan, 1);
  for (const int threads : {2, 3, 8}) {
    CAPTURE(threads);
    CHECK(final_hash(plan, threads) == expected);
  }
}

TEST_CASE("another seed gives another state") {
  CHECK(final_hash(eight_islets()) != final_hash(eight_islets({"run.seed=8"})));
}

TEST_CASE("the state does not depend on the order in which cells are stored") {
  const RunPlan plan = plan_test_scenario("exercise");
  Simulation simulation(plan.model);
  const StateHash before = simulation.hash();
  shuffle_storage(simulation, 0);
  CHECK(simulation.hash() == before);
  for (std::int64_t i = 0; i < exchanges_of(plan); ++i) {
    simulation.advance();
    shuffle_storage(simulation, static_cast<std::uint64_t>(i) + 1);
  }
  CHECK(simulation.hash() == final_hash(plan));
}

TEST_CASE("islets of one patient differ, and each is the same whichever others are simulated") {
  // The sites of β cells and of T cells, without ids, which always differ.
  const auto places_of = [](const Islet& islet) {
    const auto beta = islet.cells<BetaCells>().site.values();
    const auto cd8 = islet.cells<Cd8TCells>().site.values();
    std::vector<std::uint32_t> places(beta.begin(), beta.end());
    places.insert(places.end(), cd8.begin(), cd8.end());
    return places;
  };
  Simulation eight(eight_islets().model);
  Simulation two(eight_islets({"patient.islets_simulated=2"}).model);
  std::set<std::vector<std::uint32_t>> different;
  for (const auto& islet : eight.islets()) different.insert(places_of(*islet));
  CHECK(different.size() == 8);
  REQUIRE(two.islets().size() == 2);
  for (const std::size_t i : {0U, 1U})
    CHECK(places_of(*two.islets()[i]) == places_of(*eight.islets()[i]));
}

TEST_CASE("a run restored from a checkpoint at any exchange ends in the same state") {
  const RunPlan plan = plan_test_scenario("exercise", {"run.duration=\"10 h\""});
  const StateHash expected = final_hash(plan);
  const auto folder =
      std::filesystem::temp_directory_path() / ("isletsim_restart_" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  Simulation first(plan.model);
  for (std::int64_t exchange = 0; exchange < exchanges_of(plan); ++exchange) {
    const auto file = folder / checkpoint_name(first.step());
    const auto written = first.sections();
    write_checkpoint(file, {.step = first.step(), .time = first.time()}, written);

    Simulation second(plan.model);
    const auto restored = second.sections();
    read_checkpoint(file, restored);
    second.rebuild_derived();
    CHECK(second.step() == first.step());
    advance(second, exchanges_of(plan) - exchange);
    CHECK(second.hash() == expected);
    first.advance();
  }
  std::filesystem::remove_all(folder);
}

// A rule that read a tally or a reading would carry what is written into them here into the state.
TEST_CASE("no rule reads a tally or a reading, and new ones change no state") {
  const RunPlan plan = plan_test_scenario("exercise", {"run.duration=\"10 h\""});
  const StateHash expected = final_hash(plan);
  Simulation simulation(plan.model);
  Column<std::int64_t> tally(
      simulation.islets().front()->ledger(),
      {.name = "new_tally", .unit = "1", .doc = "-", .role = ColumnRole::tally});
  Column<double> reading(
      simulation.islets().front()->ledger(),
      {.name = "new_reading", .unit = "1", .doc = "-", .role = ColumnRole::reading});
  std::size_t written = 0;
  for (std::int64_t exchange = 0; exchange < exchanges_of(plan); ++exchange) {
    for (const StateSection& section : simulation.sections()) {
      for (Table* table : section.tables) {
        for (AnyColumn* column : table->columns()) {
          if (column->is_state()) continue;
          std::fill(column->bytes().begin(), column->bytes().end(), std::byte{1});
          written += column->bytes().size();
        }
      }
    }
    simulation.advance();
  }
  CHECK(written > 0);
  CHECK(simulation.hash() == expected);
}
