// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/experiments/endpoint.hpp"

#include <doctest/doctest.h>

#include "core/base/error.hpp"

using namespace isletsim;

namespace {

/// 10, 8, 8, 2 at days 0, 1, 2, 4, and its double.
Trajectory example() {
  return {.columns = {{"islets.a"}, {"islets.b"}},
          .time_day = {0, 1, 2, 4},
          .values = {{10, 20}, {8, 16}, {8, 16}, {2, 4}}};
}

Endpoint of_a(Taken take) {
  return {.name = std::string("e"), .columns = {"islets.a"}, .take = take};
}

double value_of(const Endpoint& endpoint) { return endpoint.evaluate(example()).value.value(); }

EndpointSettings settings(const std::string& name) {
  return {.name = name,
          .measure = "auto",
          .columns = {},
          .take = "auto",
          .islets = "auto",
          .relative = "auto",
          .from = {},
          .until = {},
          .above = {},
          .below = {}};
}

}  // namespace

TEST_CASE("what is taken of a curve over time") {
  CHECK(value_of(of_a(Taken::last)) == 2);
  CHECK(value_of(of_a(Taken::minimum)) == 2);
  CHECK(value_of(of_a(Taken::maximum)) == 10);
  CHECK(value_of(of_a(Taken::area)) == 9 + 8 + 10);  // trapezoids by hand
  CHECK(value_of(of_a(Taken::mean)) == 27.0 / 4);
}

TEST_CASE("an endpoint looks only at its time") {
  Endpoint endpoint = of_a(Taken::area);
  endpoint.from = 1;
  endpoint.until = 2;
  CHECK(value_of(endpoint) == 8);
  endpoint.take = Taken::last;
  CHECK(value_of(endpoint) == 8);
  endpoint.until = 5;  // the run ends before
  CHECK_FALSE(endpoint.evaluate(example()).value);
}

TEST_CASE("columns are summed, and taken relative to the start") {
  Endpoint endpoint = of_a(Taken::last);
  endpoint.columns = {"islets.a", "islets.b"};
  CHECK(value_of(endpoint) == 6);
  endpoint.relative = true;
  CHECK(value_of(endpoint) == 0.2);
  Trajectory nothing = example();
  nothing.values.front() = {0, 0};
  CHECK_FALSE(endpoint.evaluate(nothing).value);
}

TEST_CASE("an event is the first time beyond a threshold, or the end without it") {
  Endpoint endpoint = of_a(Taken::time);
  endpoint.below = 9;
  CHECK(endpoint.evaluate(example()).value == 1.0);
  CHECK(endpoint.evaluate(example()).observed);
  endpoint.below = 2;  // reached, not passed
  CHECK(endpoint.evaluate(example()).value == 4.0);
  CHECK_FALSE(endpoint.evaluate(example()).observed);
  endpoint.below.reset();
  endpoint.above = 9;
  CHECK(endpoint.evaluate(example()).value == 0.0);
}

TEST_CASE("a known measure needs nothing but its name") {
  std::vector<Fault> faults;
  const Endpoint survival = make_endpoint(settings("beta_survival"), faults);
  CHECK(survival.relative);
  CHECK(survival.columns == std::vector<std::string>{"islets.beta_cells_alive"});
  EndpointSettings later = settings("survival_at_10");
  later.measure = std::string("beta_survival");
  later.until = 14400;  // [min]
  CHECK(make_endpoint(later, faults).until == 10.0);
  CHECK(faults.empty());
}

TEST_CASE("an endpoint that cannot be meant is refused") {
  const auto fault_of = [](const EndpointSettings& wrong) {
    std::vector<Fault> faults;
    static_cast<void>(make_endpoint(wrong, faults));
    return faults.empty() ? std::string() : faults.front().problem;
  };
  CHECK(fault_of(settings("nothing_known")) == "endpoint of nothing");
  CHECK(fault_of(settings("no name")) == "not a name");
  EndpointSettings event = settings("kills");
  event.take = std::string("time");
  CHECK(fault_of(event) == "event without one threshold");
  EndpointSettings threshold = settings("kills");
  threshold.take = std::string("last");
  threshold.above = 1;
  CHECK(fault_of(threshold) == "threshold without event");
  EndpointSettings reversed = settings("kills");
  reversed.from = 2;
  reversed.until = 1;
  CHECK(fault_of(reversed) == "ends before it begins");
}

TEST_CASE("an endpoint survives its way to a worker") {
  for (const Endpoint& endpoint : default_endpoints()) {
    const Endpoint read = endpoint_from_json(read_json(write_json(to_json(endpoint))));
    CHECK(write_json(to_json(read)) == write_json(to_json(endpoint)));
    CHECK(read.meaning() == endpoint.meaning());
  }
}
