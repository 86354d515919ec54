// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <array>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

// Three islets stand for eight: weights 3, 3 and 2.
RunPlan three_of_eight() {
  return plan_test_scenario(
      "exercise",
      {"patient.islets_simulated=3", "patient.islets_represented=8", "run.duration=\"1 day\""}, {});
}

// Lymphocytes in an islet and waiting before it, by clone class.
CloneCounts t_cells_of(const Islet& islet) {
  CloneCounts counts{};
  const auto& cells = islet.cells<Cd8TCells>();
  for (std::size_t row = 0; row < cells.size(); ++row) ++counts[cells.clone[row]];
  const auto& helpers = islet.cells<Cd4TCells>();
  for (std::size_t row = 0; row < helpers.size(); ++row) ++counts[helpers.clone_class(row)];
  const auto& b_cells = islet.cells<BCells>();
  for (std::size_t row = 0; row < b_cells.size(); ++row) ++counts[b_cells.clone_class(row)];
  for (std::size_t k = 0; k < clone_classes; ++k) counts[k] += islet.ledger().waiting_t_cells[k];
  return counts;
}

// Lymphocytes of a class that are in the body outside the lymph node, whole body.
std::int64_t t_cells_of_body(Simulation& simulation, std::size_t clone) {
  const Host& host = simulation.host();
  std::int64_t sum = host.pools.blood[clone];
  for (std::size_t i = 0; i < simulation.islets().size(); ++i) {
    sum += host.accounts.weight[i] * t_cells_of(*simulation.islets()[i])[clone] +
           host.accounts.t_cell_remainder[i * clone_classes + clone];
  }
  return sum;
}

}  // namespace

TEST_CASE("T cells of every clone and B cells are conserved between lymph node, blood and islets") {
  const RunPlan plan = three_of_eight();
  Simulation simulation(plan.model);
  const HostPools& pools = simulation.host().pools;
  CloneCounts at_start{};
  for (std::size_t k = 0; k < clone_classes; ++k) {
    at_start[k] =
        t_cells_of_body(simulation, k) - pools.exported[k] - pools.born[k] + pools.died[k];
  }
  for (std::int64_t exchange = 0; exchange < exchanges_of(plan); ++exchange) {
    simulation.advance();
    CAPTURE(exchange);
    for (std::size_t k = 0; k < clone_classes; ++k) {
      REQUIRE(t_cells_of_body(simulation, k) ==
              at_start[k] + pools.exported[k] + pools.born[k] - pools.died[k]);
      for (std::size_t i = 0; i < simulation.islets().size(); ++i) {
        const std::int64_t rest =
            simulation.host().accounts.t_cell_remainder[i * clone_classes + k];
        REQUIRE(rest >= 0);
        REQUIRE(rest < simulation.host().accounts.weight[i]);
      }
    }
  }
  // Every term of the balance took part.
  std::int64_t exported = 0;
  std::int64_t born = 0;
  std::int64_t died = 0;
  for (std::size_t k = 0; k < clone_classes; ++k) {
    exported += pools.exported[k];
    born += pools.born[k];
    died += pools.died[k];
  }
  CHECK(exported > 0);
  CHECK(born > 0);
  CHECK(died > 0);
}

TEST_CASE("every infused MSC is in the lung, on its way, lost, in an account or in an islet") {
  const RunPlan plan = three_of_eight();
  Simulation simulation(plan.model);
  const Host& host = simulation.host();
  std::vector<std::int64_t> admitted(simulation.islets().size());
  for (std::int64_t exchange = 0; exchange <= exchanges_of(plan); ++exchange) {
    if (exchange > 0) simulation.advance();
    for (const Event& event : simulation.take_events()) {
      if (event.event == "msc_arrival") ++admitted[event.islet - 1];
    }
    std::int64_t sum = host.pools.msc_in_lung[0] + host.pools.msc_lost[0];
    for (const std::int64_t passing : host.cohorts.passing.values()) sum += passing;
    for (const std::int64_t rest : host.accounts.msc_remainder.values()) sum += rest;
    for (std::size_t i = 0; i < admitted.size(); ++i) {
      std::int64_t arrived = admitted[i];
      for (const std::int64_t waiting : simulation.islets()[i]->ledger().waiting_msc.values())
        arrived += waiting;
      sum += host.accounts.weight[i] * arrived;
    }
    CAPTURE(exchange);
    REQUIRE(sum == host.pools.msc_infused[0]);
  }
  for (const std::int64_t count : admitted) CHECK(count > 0);
}
