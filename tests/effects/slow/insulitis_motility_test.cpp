// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

/// Steps of a minute of many cells, added up.
struct Steps {
  double minutes = 0;
  double path = 0;     ///< [µm]
  double towards = 0;  ///< the centre of the islet [µm]

  void add(const Vector3& from, const Vector3& to, const Vector3& centre) {
    double length = 0;
    double distance = 0;
    double product = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double step = to[axis] - from[axis];
      const double way = centre[axis] - from[axis];
      length += step * step;
      distance += way * way;
      product += step * way;
    }
    minutes += 1;
    path += std::sqrt(length);
    towards += product / std::sqrt(distance);
  }
  void add(const Steps& others) {
    minutes += others.minutes;
    path += others.path;
    towards += others.towards;
  }
  [[nodiscard]] double speed() const { return path / minutes; }
};

struct Tracked {
  Steps outside;         ///< of CD8⁺ T cells at least 15 µm from the islet
  Steps cognate_within;  ///< of cognate effectors in the islet, arrested ones included
};

void track(Islet& islet, Tracked& found) {
  islet.observe_steps([&, before = std::map<std::uint64_t, Vector3>()](std::int64_t) mutable {
    const auto& cd8 = islet.cells<Cd8TCells>();
    const IsletArchitecture& tissue = islet.architecture();
    std::map<std::uint64_t, Vector3> now;
    for (std::size_t row = 0; row < cd8.size(); ++row) {
      const Vector3 at = cd8.position_of(row);
      now[cd8.id[row]] = at;
      const auto last = before.find(cd8.id[row]);
      if (last == before.end()) continue;
      const Vector3& from = last->second;
      const double distance = std::hypot(from[0] - tissue.centre[0], from[1] - tissue.centre[1],
                                         from[2] - tissue.centre[2]);
      if (in_islet(tissue.tissue_class[cd8.site[row]])) {
        if (cd8.cognate[row] != 0 && cd8.effector(row))
          found.cognate_within.add(from, at, tissue.centre);
      } else if (distance > tissue.radius + 15) {
        found.outside.add(from, at, tissue.centre);
      }
    }
    before = std::move(now);
  });
}

/// About and in four islets of a NOD mouse.
Tracked track_cd8(std::int64_t from_day, std::int64_t until_day) {
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/nod_mouse.toml",
                     {.set = {"patient.islets_simulated=4"}});
  Simulation simulation(plan.model);
  const auto exchanges_of_a_day = std::llround(1440 / plan.model.host->exchange_interval);
  advance(simulation, from_day * exchanges_of_a_day);
  // Of each islet by itself, as they advance side by side.
  std::vector<Tracked> of_islets(simulation.islets().size());
  for (std::size_t i = 0; i < of_islets.size(); ++i) track(*simulation.islets()[i], of_islets[i]);
  advance(simulation, (until_day - from_day) * exchanges_of_a_day);
  Tracked found;
  for (const Tracked& of_islet : of_islets) {
    found.outside.add(of_islet.outside);
    found.cognate_within.add(of_islet.cognate_within);
  }
  return found;
}

}  // namespace

// Outside islets T cells walk at random at 3-10 um/min, and no chemotactic gradient dominates
// (Coppieters et al. 2012 J Clin Invest 122:119): in half an hour of imaging chance carries a
// walker √(2 v² τ t/3) along an axis, an index b carries it b v t, which is less below b =
// √(2τ/(3t)) = 0.21 for τ = 2 min. In islets with antigen cognate cells are slower as some arrest,
// 1-4 um/min (Lindsay et al. 2015 J Immunol 194:522: sign; assumed: numbers).
TEST_CASE("T cells walk as published outside and inside an islet with early insulitis") {
  const Tracked found = track_cd8(14, 18);
  const double index = found.outside.towards / found.outside.path;
  MESSAGE("outside: ", found.outside.speed(), " um/min, index ", index, " of ",
          found.outside.minutes, " steps; cognate within: ", found.cognate_within.speed(),
          " um/min of ", found.cognate_within.minutes);
  CHECK(found.outside.minutes > 10'000);
  CHECK(found.outside.speed() > 3);
  CHECK(found.outside.speed() < 10);
  CHECK(index < std::sqrt(2 * 2.0 / (3 * 30)));
  CHECK(found.cognate_within.minutes > 10'000);
  CHECK(found.cognate_within.speed() > 1);
  CHECK(found.cognate_within.speed() < 4);
}
