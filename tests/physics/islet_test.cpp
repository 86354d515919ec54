// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/islet/islet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"
#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct BetaCell {
  Site site;
  bool alive;
  bool necrotic;
  BetaFate cause;
  int bound_ctl;
  std::int64_t last_division;
};

struct TCell {
  Site site;
  Vector3 position;
  std::uint64_t bound_to;
  std::uint8_t clone;
  std::int64_t divisions;
  std::int64_t last_engagement;
};

struct Msc {
  Vector3 position;
  bool arrested;
};

struct Macrophage {
  Site site;
  std::int64_t meals;
  double apoptotic_meal;  ///< memory of it, 1 when fresh
  double necrotic_meal;
};

/// What these tests compare of an islet before and after a step, by the ids of its cells.
struct Snapshot {
  std::map<std::uint64_t, BetaCell> beta;
  std::map<std::uint64_t, TCell> t_cells;
  std::map<std::uint64_t, Msc> mscs;
  std::map<std::uint64_t, Macrophage> macrophages;
  std::size_t other_tissue;
  std::int64_t deaths;
  std::int64_t kills;
  std::int64_t beta_divisions;
  std::int64_t t_cell_divisions;
  std::int64_t waiting_t_cells;
};

Snapshot snapshot_of(const Islet& islet) {
  Snapshot now{};
  const auto& beta = islet.cells<BetaCells>();
  for (std::size_t i = 0; i < beta.size(); ++i)
    now.beta[beta.id[i]] = {beta.site_of(i),   beta.alive(i),
                            beta.necrotic(i),  static_cast<BetaFate>(beta.cause_of_death[i]),
                            beta.bound_ctl[i], beta.last_division[i]};
  const auto& cd8 = islet.cells<Cd8TCells>();
  for (std::size_t i = 0; i < cd8.size(); ++i)
    now.t_cells[cd8.id[i]] = {cd8.site_of(i), cd8.position_of(i), cd8.bound_to[i],
                              cd8.clone[i],   cd8.divisions[i],   cd8.last_engagement[i]};
  const auto& mscs = islet.cells<MesenchymalStemCells>();
  for (std::size_t i = 0; i < mscs.size(); ++i)
    now.mscs[mscs.id[i]] = {mscs.position_of(i), !mscs.extravasated(i)};
  const auto& macrophages = islet.cells<Macrophages>();
  for (std::size_t i = 0; i < macrophages.size(); ++i)
    now.macrophages[macrophages.id[i]] = {macrophages.site_of(i), macrophages.engulfed[i],
                                          macrophages.efferocytosis[i],
                                          macrophages.necrotic_meal[i]};
  now.other_tissue = islet.cells<AlphaCells>().size() + islet.cells<DeltaCells>().size() +
                     islet.cells<EndothelialCells>().size();
  const IsletLedger& ledger = islet.ledger();
  now.deaths = ledger.beta_deaths[0];
  now.kills = ledger.kills[0];
  now.beta_divisions = ledger.beta_divisions[0];
  now.t_cell_divisions = ledger.t_cell_divisions[0];
  for (const std::int64_t waiting : ledger.waiting_t_cells.values()) now.waiting_t_cells += waiting;
  return now;
}

/// Runs the exercise scenario step by step and hands each to check(islet, before, after).
template <class Check>
void watch(int hours, Check check, std::vector<std::string> without = {}) {
  Simulation simulation(plan_test_scenario("exercise", {}, std::move(without)).model);
  Islet& islet = *simulation.islets().front();
  Snapshot before = snapshot_of(islet);
  for (int step = 0; step < 60 * hours; ++step) {
    islet.advance(islet.step() + 1);
    Snapshot after = snapshot_of(islet);
    check(islet, before, after);
    before = std::move(after);
  }
}

/// An islet without mechanisms and motile cells, but with what `change` adds to its model.
template <class Change>
std::unique_ptr<Islet> bare_islet(Change change) {
  const RunPlan plan = plan_test_scenario(
      "exercise",
      {"cells.cd8_t_cell.initial=0", "cells.cd4_t_cell.initial=0", "cells.macrophage.initial=0",
       "cells.dendritic_cell.initial=0", "cells.mesenchymal_stem_cell.initial=0"});
  auto model = std::make_shared<IsletModel>(*plan.model.islet);
  model->rules.clear();
  model->arrivals.clear();
  change(*model);
  return std::make_unique<Islet>(model, generate_islet(plan.model.architecture, model->seed, 1, {}),
                                 1);
}

bool in_contact(const Islet& islet, Site a, Site b) {
  const auto from = islet.architecture().lattice.coordinates(a);
  const auto to = islet.architecture().lattice.coordinates(b);
  return std::abs(from[0] - to[0]) + std::abs(from[1] - to[1]) + std::abs(from[2] - to[2]) <= 1;
}

}  // namespace

TEST_CASE("a site holds one tissue and one motile cell, in which they are, and no id comes again") {
  std::set<std::uint64_t> ever;
  watch(6, [&](Islet& islet, const Snapshot&, const Snapshot&) {
    const Lattice& lattice = islet.architecture().lattice;
    std::set<std::pair<Layer, std::uint32_t>> taken;
    std::set<std::uint64_t> ids;
    for (Table* table : islet.section().tables) {
      const auto* cells = dynamic_cast<Population*>(table);
      if (cells == nullptr) continue;
      for (std::size_t row = 0; row < cells->size(); ++row) {
        REQUIRE(taken.emplace(cells->layer(), cells->site[row]).second);
        REQUIRE(ids.insert(cells->id[row]).second);
        if (const auto* motile = dynamic_cast<const MotilePopulation*>(cells))
          REQUIRE(lattice.site(lattice.coordinates(motile->position_of(row))) ==
                  motile->site_of(row));
      }
    }
    for (const std::uint64_t id : ids)
      REQUIRE((ever.empty() || ever.contains(id) || id > *ever.rbegin()));
    ever.merge(ids);
  });
}

TEST_CASE("a bound T cell stays with a living beta cell beside it, which counts it") {
  int held = 0;
  int killers = 0;
  watch(8,
        [&](const Islet& islet, const Snapshot& before, const Snapshot& after) {
          std::map<std::uint64_t, int> bound;
          for (const auto& [id, t_cell] : after.t_cells) {
            if (t_cell.bound_to == Cd8TCells::unbound) continue;
            ++bound[t_cell.bound_to];
            const auto target = after.beta.find(t_cell.bound_to);
            REQUIRE(target != after.beta.end());
            REQUIRE(target->second.alive);
            REQUIRE(in_contact(islet, t_cell.site, target->second.site));
            // Whether it has just bound or held on: it has not moved.
            const auto former = before.t_cells.find(id);
            if (former == before.t_cells.end()) continue;
            REQUIRE(former->second.position == t_cell.position);
            if (former->second.bound_to == Cd8TCells::unbound)
              REQUIRE(t_cell.last_engagement == islet.step() - 1);
            ++held;
          }
          // A T cell that held a killed cell has just been engaged, too: none let go by itself.
          for (const auto& [id, former] : before.t_cells) {
            const auto target = after.beta.find(former.bound_to);
            const auto now = after.t_cells.find(id);
            if (target == after.beta.end() || target->second.cause != BetaFate::killed) continue;
            if (now == after.t_cells.end() || now->second.divisions != former.divisions) continue;
            REQUIRE(now->second.last_engagement == islet.step() - 1);
            ++killers;
          }
          for (const auto& [id, beta] : after.beta) REQUIRE(beta.bound_ctl == bound[id]);
        },
        {"ctl_detachment"});
  CHECK(held > 100);
  CHECK(killers > 0);
}

TEST_CASE("beta cells die once, of what acted on them, and the ledger counts it") {
  std::int64_t deaths = 0;
  std::int64_t kills = 0;
  watch(12, [&](const Islet&, const Snapshot& before, const Snapshot& after) {
    for (const auto& [id, former] : before.beta) {
      const auto found = after.beta.find(id);
      if (found == after.beta.end()) {
        REQUIRE_FALSE(former.alive);
        continue;
      }
      const BetaCell& now = found->second;
      if (!former.alive) {
        REQUIRE_FALSE(now.alive);
        REQUIRE(now.cause == former.cause);
      } else if (now.alive) {
        REQUIRE(now.cause == BetaFate::count);
      } else {
        ++deaths;
        if (now.cause != BetaFate::killed) continue;
        ++kills;
        REQUIRE(former.bound_ctl > 0);
      }
    }
    REQUIRE(after.deaths == deaths);
    REQUIRE(after.kills == kills);
    REQUIRE(after.other_tissue == before.other_tissue);
  });
  CHECK(kills > 0);
  CHECK(deaths > kills);
}

TEST_CASE("a dead beta cell goes where a macrophage is beside it, or not at all") {
  int eaten = 0;
  int necrotic_eaten = 0;
  watch(12,
        [&](const Islet& islet, const Snapshot& before, const Snapshot& after) {
          int gone = 0;
          int necrotic = 0;
          for (const auto& [id, former] : before.beta) {
            if (after.beta.contains(id)) continue;
            ++gone;
            necrotic += former.necrotic ? 1 : 0;
            REQUIRE(std::any_of(before.macrophages.begin(), before.macrophages.end(),
                                [&, &former = former](const auto& one) {
                                  return in_contact(islet, one.second.site, former.site);
                                }));
          }
          // Each is the meal of one, which remembers what it was.
          std::int64_t meals = 0;
          for (const auto& [id, eater] : after.macrophages) {
            const auto former = before.macrophages.find(id);
            const std::int64_t more =
                eater.meals - (former == before.macrophages.end() ? 0 : former->second.meals);
            meals += more;
            if (more > 0 && necrotic == gone) REQUIRE(eater.necrotic_meal > 0.9);
            if (more > 0 && necrotic == 0) REQUIRE(eater.apoptotic_meal > 0.9);
          }
          REQUIRE(meals == gone);
          necrotic_eaten += necrotic;
          eaten += gone;
        },
        {"necrotic_lysis", "macrophage_death", "macrophage_departure"});
  CHECK(necrotic_eaten > 0);
  CHECK(eaten - necrotic_eaten > 0);
  watch(12,
        [&](const Islet&, const Snapshot& before, const Snapshot& after) {
          REQUIRE(after.beta.size() ==
                  before.beta.size() +
                      static_cast<std::size_t>(after.beta_divisions - before.beta_divisions));
        },
        {"necrotic_lysis", "efferocytosis"});
}

TEST_CASE(
    "the series say which share of killer cells is arrested and how many each kills per day") {
  const RunPlan plan = plan_test_scenario(
      "exercise",
      {"cells.cd8_t_cell.initial=40", "cells.cd4_t_cell.initial=0", "cells.macrophage.initial=0",
       "cells.dendritic_cell.initial=0", "cells.mesenchymal_stem_cell.initial=0"});
  auto model = std::make_shared<IsletModel>(*plan.model.islet);
  model->rules.clear();  // no cell walks, binds, lets go or dies
  model->arrivals.clear();
  Islet islet(model, generate_islet(plan.model.architecture, model->seed, 1, {}), 1);
  const IsletLedger& seen = islet.ledger();
  auto& cd8 = islet.cells<Cd8TCells>();
  auto& beta = islet.cells<BetaCells>();
  REQUIRE(cd8.size() > 20);
  CHECK(seen.arrested_ctl_fraction[0] == 0);
  CHECK(seen.kills_per_cd8[0] == 0);

  // By hand: every third T cell a bystander, one exhausted, the first five others that touch a β
  // cell bound to it; one outside the islet.
  int killers = 0;
  int bound = 0;
  for (std::size_t i = 0; i < cd8.size(); ++i) {
    cd8.cognate[i] = i % 3 == 0 ? 0 : 1;
    cd8.state[i] = static_cast<std::uint8_t>(i == 1 ? Cd8State::exhausted : Cd8State::effector);
    if (cd8.cognate[i] == 0 || i == 1) continue;
    ++killers;
    for (std::size_t j = 0; j < beta.size() && bound < 5 && !cd8.bound(i); ++j) {
      if (!in_contact(islet, cd8.site_of(i), beta.site_of(j))) continue;
      cd8.bound_to[i] = beta.id[j];
      ++bound;
    }
  }
  REQUIRE(bound == 5);
  const Site corner{0};
  REQUIRE(!in_islet(islet.architecture().tissue_class[0]));
  cd8.MotilePopulation::place(0, islet.architecture().lattice.position(corner), corner);
  islet.rebuild_derived();
  islet.ledger().kills[0] = 7;

  islet.advance(720);
  islet.advance(1440);

  const auto inside = static_cast<double>(cd8.size() - 1);
  CHECK(seen.cd8_in_islet[0] == static_cast<std::int64_t>(cd8.size()) - 1);
  CHECK(seen.ctl_in_islet[0] == killers);
  CHECK(seen.arrested_ctl_fraction[0] == approximately(5.0 / killers));
  CHECK(seen.cd8_time[0] == approximately(inside));
  CHECK(seen.kills_per_cd8[0] == approximately(7 / inside));
}

TEST_CASE("a beta cell divides if there is room, or waits for it and is counted once") {
  const RunPlan plan = plan_test_scenario(
      "exercise", {"parameters.beta_replication.basal_rate=\"0 1/day\""},
      {"t_cell_proliferation", "beta_turnover", "neonatal_death_wave", "viral_infection",
       "bacterial_damage", "ctl_killing", "cytokine_killing", "stress_death", "hypoxic_death"});
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  auto& beta = islet.cells<BetaCells>();
  const std::size_t mothers = beta.size();
  for (std::size_t i = 0; i < mothers; ++i) {
    beta.set_phase(i, CyclePhase::g2m);
    beta.cycle_entry[i] = -6 * 60;  // an hour after the end of the cycle
  }
  for (int phenotype_steps = 0; phenotype_steps < 3; ++phenotype_steps) {
    islet.advance(islet.step() + 10);
    std::size_t waiting = 0;
    for (std::size_t i = 0; i < beta.size(); ++i) {
      const CyclePhase phase = beta.phase(i);
      REQUIRE((phase == CyclePhase::resting || phase == CyclePhase::waiting));
      waiting += phase == CyclePhase::waiting ? 1 : 0;
    }
    const auto born = static_cast<std::size_t>(islet.ledger().beta_divisions[0]);
    CHECK(born > 0);
    CHECK(waiting > 0);
    CHECK(beta.size() == mothers + born);
    CHECK(waiting == mothers - born);
    CHECK(islet.ledger().divisions_without_room[0] == static_cast<std::int64_t>(waiting));
  }
}

TEST_CASE("daughters lie beside their mothers, and every new cell is born or came in") {
  int born = 0;
  int born_t_cells = 0;
  watch(24, [&](const Islet& islet, const Snapshot& before, const Snapshot& after) {
    const std::int64_t step = islet.step() - 1;
    std::vector<Site> mothers;
    for (const auto& [id, beta] : after.beta)
      if (before.beta.contains(id) && beta.last_division == step) mothers.push_back(beta.site);
    for (const auto& [id, beta] : after.beta) {
      if (before.beta.contains(id)) continue;
      ++born;
      REQUIRE(beta.last_division == step);
      REQUIRE(std::any_of(mothers.begin(), mothers.end(), [&, &beta = beta](Site mother) {
        return in_contact(islet, mother, beta.site);
      }));
    }
    REQUIRE(static_cast<std::int64_t>(mothers.size()) ==
            after.beta_divisions - before.beta_divisions);

    std::int64_t new_t_cells = 0;
    std::int64_t dividing = 0;
    for (const auto& [id, t_cell] : after.t_cells) {
      const auto former = before.t_cells.find(id);
      if (former == before.t_cells.end()) {
        ++new_t_cells;
      } else if (t_cell.divisions != former->second.divisions) {
        ++dividing;
        ++born_t_cells;
        REQUIRE(t_cell.divisions == former->second.divisions + 1);
        // Its daughter: beside it, of its clone, as often divided, and free.
        REQUIRE(std::any_of(
            after.t_cells.begin(), after.t_cells.end(), [&, &t_cell = t_cell](const auto& other) {
              const TCell& daughter = other.second;
              return !before.t_cells.contains(other.first) &&
                     in_contact(islet, daughter.site, t_cell.site) &&
                     daughter.clone == t_cell.clone && daughter.divisions == t_cell.divisions &&
                     daughter.bound_to == Cd8TCells::unbound;
            }));
      }
    }
    REQUIRE(dividing == after.t_cell_divisions - before.t_cell_divisions);
    REQUIRE(new_t_cells == dividing + before.waiting_t_cells - after.waiting_t_cells);
  });
  CHECK(born > 0);
  CHECK(born_t_cells > 0);
}

TEST_CASE("arrested MSCs stay at endothelium until they extravasate, and then walk") {
  int stayed = 0;
  int walked = 0;
  watch(6, [&](const Islet& islet, const Snapshot& before, const Snapshot& after) {
    const Lattice& lattice = islet.architecture().lattice;
    for (const auto& [id, msc] : after.mscs) {
      const auto former = before.mscs.find(id);
      if (msc.arrested) {
        const Site at = lattice.site(lattice.coordinates(msc.position));
        REQUIRE(in_vessel(islet.architecture().tissue_class[at.value()]));
      }
      if (former == before.mscs.end()) continue;
      if (former->second.arrested) {
        REQUIRE(msc.position == former->second.position);
        ++stayed;
      } else {
        REQUIRE_FALSE(msc.arrested);
        walked += msc.position == former->second.position ? 0 : 1;
      }
    }
  });
  CHECK(stayed > 0);
  CHECK(walked > 0);
}

TEST_CASE("T cells and MSCs enter as the clones and with the receptors that were sent") {
  std::array<double, clone_classes> avidity{};
  const auto islet = bare_islet([&](const IsletModel& model) { avidity = model.clone_avidity; });
  Inbox inbox;
  inbox.t_cells[0] = 2;
  inbox.t_cells[3] = 1;
  inbox.t_cells[bystander_clone] = 2;
  inbox.msc = {3, 4, 5, 6};  // none, CXCR4, CX3CR1, both
  islet->accept(inbox);
  islet->advance(1);

  const auto& doors = islet->architecture().venule_entries;
  REQUIRE(doors.size() >= 5);  // one for each T cell
  CloneCounts t_cells{};
  const auto& cd8 = islet->cells<Cd8TCells>();
  for (std::size_t i = 0; i < cd8.size(); ++i) {
    ++t_cells[cd8.clone[i]];
    CHECK(cd8.cognate[i] == (cd8.clone[i] == bystander_clone ? 0 : 1));
    CHECK(cd8.avidity[i] == static_cast<float>(avidity[cd8.clone[i]]));
    CHECK(std::count(doors.begin(), doors.end(), cd8.site_of(i)) == 1);
  }
  CHECK(t_cells == inbox.t_cells);

  const auto& endothelium = islet->cells<EndothelialCells>();
  for (std::size_t i = 0; i < endothelium.size(); ++i)
    CHECK(endothelium.venule[i] == std::count(doors.begin(), doors.end(), endothelium.site_of(i)));

  const auto& mscs = islet->cells<MesenchymalStemCells>();
  std::array<std::int64_t, 4> by_receptors{};
  bool beyond_venules = false;
  for (std::size_t i = 0; i < mscs.size(); ++i) {
    ++by_receptors[mscs.cxcr4[i] + 2U * mscs.cx3cr1[i]];
    CHECK_FALSE(mscs.extravasated(i));
    const TissueClass at = islet->architecture().tissue_class[mscs.site[i]];
    CHECK(in_vessel(at));
    beyond_venules = beyond_venules || at == TissueClass::capillary;
  }
  CHECK(by_receptors == inbox.msc);
  CHECK(beyond_venules);
}

TEST_CASE("a cell that finds no vacant place at a venule waits") {
  const auto islet = bare_islet([](const IsletModel&) {});
  const auto places = static_cast<std::int64_t>(islet->architecture().venule_entries.size());
  Inbox inbox;
  inbox.t_cells[2] = places + 5;
  islet->accept(inbox);
  islet->advance(10);  // no cell walks
  CHECK(static_cast<std::int64_t>(islet->cells<Cd8TCells>().size()) == places);
  CHECK(islet->ledger().waiting_t_cells[2] == 5);
}

TEST_CASE("macrophages and dendritic cells come at the rates that rules add up") {
  constexpr Mechanism info{};
  const auto islet = bare_islet([&](IsletModel& model) {
    for (int rule = 0; rule < 2; ++rule)
      model.arrivals.push_back({&info, [](Arrivals& arrivals, const VenuleState&) {
                                  arrivals.macrophages.add(0.05);
                                  arrivals.dendritic_cells.add(0.02);
                                }});
  });
  islet->advance(1440);
  const auto came = [](const Population& cells, std::int64_t waiting) {
    return static_cast<double>(cells.size()) + static_cast<double>(waiting);
  };
  // Poisson numbers of mean 144 and 57.6; bounds are five standard deviations.
  CHECK(std::abs(came(islet->cells<Macrophages>(), islet->ledger().waiting_macrophages[0]) - 144) <
        5 * 12);
  CHECK(std::abs(came(islet->cells<DendriticCells>(), islet->ledger().waiting_dendritic_cells[0]) -
                 57.6) < 5 * 7.6);
}

TEST_CASE("an islet reports the capacity of its living beta cells, and the stressed share of it") {
  const auto islet = bare_islet([](const IsletModel&) {});
  auto& beta = islet->cells<BetaCells>();
  const auto n = static_cast<double>(beta.size());
  CHECK(islet->report().beta_at_start == static_cast<std::int64_t>(beta.size()));
  CHECK(islet->report().beta_capacity == n);
  CHECK(islet->report().stressed_capacity == 0);
  beta.pdx1.set(0, 1.5);
  beta.stress.set(0, 3);  // counts as 1
  beta.stress.set(1, 0.5);
  beta.stress.set(2, 1);
  beta.viability[2] = static_cast<std::uint8_t>(Viability::apoptotic);
  CHECK(islet->report().beta_capacity == n - 0.5);
  CHECK(islet->report().stressed_capacity == 2);
}

TEST_CASE("an islet reports the mean levels at its endothelium, of both blocks") {
  const auto islet = bare_islet([](IsletModel& model) {
    model.factors[static_cast<std::size_t>(Factor::cxcl12)].initial = 3;
    model.factors[static_cast<std::size_t>(Factor::oxygen)].initial = 5e4;
  });
  const Outbox report = islet->report();
  for (const auto& levels : {report.at_venules, report.at_endothelium}) {
    CHECK(levels[static_cast<std::size_t>(Factor::cxcl12)] == approximately(3));
    CHECK(levels[static_cast<std::size_t>(Factor::oxygen)] == approximately(5e4));
    CHECK(levels[static_cast<std::size_t>(Factor::cxcl10)] == 0);
  }
}

TEST_CASE("factors that are absent together share a group of eight lanes") {
  const auto islet = bare_islet([](IsletModel&) {});
  for (const FactorDeclaration& factor : factor_table()) {
    CAPTURE(factor.key);
    const bool spread = in_spread_block(factor.factor);
    const FactorBlockSpec& block = (spread ? islet->spread() : islet->local()).spec();
    const std::size_t lane = lane_of(factor.factor);
    REQUIRE(lane < block.lanes.size());
    CHECK(block.lanes[lane].key == factor.key);
    CHECK(factors_by_lane(spread)[lane] == factor.factor);
    if (!spread) continue;
    CHECK((lane < 8) == (factor.presence == Presence::standing));
    // The way over which it decays is at least eight voxels of 20 µm.
    CHECK(std::sqrt(block.lanes[lane].diffusivity / block.lanes[lane].decay_rate) >= 8 * 20);
  }
  CHECK(islet->spread().room() == 16);
  CHECK(islet->local().room() == 8);
}

TEST_CASE("the factor blocks have the decay and the faces that settings say") {
  const auto islet = bare_islet([](IsletModel& model) {
    FactorSettings& cxcl12 = model.factors[static_cast<std::size_t>(Factor::cxcl12)];
    cxcl12.half_life = 20;
    cxcl12.boundary = {"open", "closed", "fixed", "open", "closed", "fixed"};
    cxcl12.boundary_value = {0, 0, 3, 0, 0, 4};
  });
  const LaneSpec& lane = islet->spread().spec().lanes[lane_of(Factor::cxcl12)];
  CHECK(lane.key == "CXCL12");
  CHECK(lane.decay_rate == approximately(std::log(2.0) / 20));
  const std::array kinds{BoundaryKind::open, BoundaryKind::closed, BoundaryKind::fixed};
  for (std::size_t face = 0; face < 6; ++face) CHECK(lane.faces[face].kind == kinds[face % 3]);
  CHECK(lane.faces[2].value == 3);
  CHECK(lane.faces[5].value == 4);
}

TEST_CASE("a factor step takes what cells released until their states changed at its end") {
  // Stress, and with it release, ends in the last minute of the first factor step.
  constexpr Mechanism relief{};
  Mechanism release{};
  release.shape = Shape::secretion;
  const auto islet = bare_islet([&](IsletModel& model) {
    model.rules.push_back(
        {&relief, BetaCells::number,
         [](IsletPopulations& populations, std::size_t begin, std::size_t end, const RuleContext&) {
           auto& beta = std::get<BetaCells>(populations);
           for (std::size_t row = begin; row < end; ++row) beta.stress.relax(row, 0, 1.0);
         }});
    model.rules.push_back({&release, BetaCells::number,
                           [](IsletPopulations& populations, std::size_t begin, std::size_t end,
                              const RuleContext& context) {
                             const auto& beta = std::get<BetaCells>(populations);
                             for (std::size_t row = begin; row < end; ++row)
                               if (beta.stress[row] > 0.5F)
                                 context.deposits.secrete(Factor::ccl2, beta.site_of(row), 1000);
                           }});
  });
  auto& beta = islet->cells<BetaCells>();
  for (std::size_t row = 0; row < beta.size(); ++row) beta.stress.set(row, 1);
  FactorBlock spread(islet->spread().spec());
  FactorBlock local(islet->local().spec());
  islet->feed_too({.spread = &spread,
                   .local = &local,
                   .spread_step = 1,
                   .local_step = 1,
                   .solver = {.tolerance = 1e-5},
                   .parts = 5});
  const std::size_t lane = lane_of(Factor::ccl2);
  for (const std::int64_t until : {10, 20, 60}) {
    islet->advance(until);
    CHECK(spread.mean()[lane] > 0);
    CHECK(islet->spread().mean()[lane] == doctest::Approx(spread.mean()[lane]).epsilon(0.05));
  }
  CHECK(beta.stress[0] < 0.5F);
}

TEST_CASE("blood keeps the oxygen of an untouched islet between 40 and 60 uM") {
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/healthy_mouse.toml", {});
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  islet.advance(60);
  const auto& beta = islet.cells<BetaCells>();
  double sum = 0;
  for (std::size_t i = 0; i < beta.size(); ++i)
    sum += double{islet.local().at(beta.site_of(i))[lane_of(Factor::oxygen)]};
  const double mean = sum / static_cast<double>(beta.size());
  CHECK(mean > 40'000);
  CHECK(mean < 60'000);
}

TEST_CASE("rules read how many cells of each kind are near, the dead nearer than the others") {
  struct Counts {
    std::int64_t mscs = 0;
    std::int64_t t_cells = 0;
    std::int64_t monocytes = 0;
    std::int64_t dead_beta = 0;
    bool operator==(const Counts&) const = default;
  };
  constexpr Mechanism info{};
  Counts read;
  const auto islet = bare_islet([&](IsletModel& model) {
    model.initial_cells[Cd8TCells::number] = 20;
    model.initial_cells[Macrophages::number] = 9;
    model.initial_cells[DendriticCells::number] = 7;
    model.initial_cells[MesenchymalStemCells::number] = 5;
    model.rules.push_back({&info, BetaCells::number,
                           [&](IsletPopulations& populations, std::size_t begin, std::size_t end,
                               const RuleContext& context) {
                             for (std::size_t row = begin; row < end; ++row) {
                               const Site at = std::get<BetaCells>(populations).site_of(row);
                               read.mscs += context.nearby.mesenchymal_stem_cells[at];
                               read.t_cells += context.nearby.t_cells[at];
                               read.monocytes += context.nearby.monocytes[at];
                               read.dead_beta += context.nearby.dead_beta[at];
                             }
                           }});
  });
  auto& beta = islet->cells<BetaCells>();
  for (const std::size_t row : {3U, 40U, 41U})
    beta.viability[row] =
        static_cast<std::uint8_t>(row == 3 ? Viability::necrotic : Viability::apoptotic);
  islet->advance(10);  // one step of cell states; no cell moves

  const auto near = [&](const Population& cells, double radius, auto counts) {
    std::int64_t pairs = 0;
    for (std::size_t row = 0; row < cells.size(); ++row) {
      if (!counts(row)) continue;
      const Vector3 at = islet->architecture().lattice.position(cells.site_of(row));
      for (std::size_t other = 0; other < beta.size(); ++other) {
        const Vector3 to = islet->architecture().lattice.position(beta.site_of(other));
        if (std::hypot(to[0] - at[0], to[1] - at[1], to[2] - at[2]) < radius + 1e-6) ++pairs;
      }
    }
    return pairs;
  };
  const auto all = [](std::size_t) { return true; };
  const Counts expected{
      .mscs = near(islet->cells<MesenchymalStemCells>(), 40, all),
      .t_cells = near(islet->cells<Cd8TCells>(), 40, all),
      .monocytes = near(islet->cells<Macrophages>(), 40, all) +
                   near(islet->cells<DendriticCells>(), 40, all),
      .dead_beta = near(beta, 20, [&](std::size_t row) { return !beta.alive(row); })};
  CHECK(expected.dead_beta > 3);
  CHECK(read == expected);
}
