// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/approximately.hpp"
#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

/// What became of the β cells of the exercise scenario within a day, summed over two seeds.
struct Outcome {
  // Means over the living β cells at the end, then over seeds.
  double ros = 0;
  double stress = 0;
  double neoantigen = 0;
  double mhc1 = 0;
  std::array<std::int64_t, causes_of_death> deaths{};
  std::int64_t young_deaths = 0;  ///< by apoptosis, of cells that had divided
  double bound = 0;               ///< T cells bound to β cells [cell · h]
  double m1 = 0;                  ///< M1 macrophages [cell · h]
  double load = 0;                ///< secretory load, mean over hours and seeds

  [[nodiscard]] std::int64_t died_of(BetaFate cause) const {
    return deaths[static_cast<std::size_t>(cause)];
  }
};

Outcome after_a_day(const std::vector<std::string>& without, std::vector<std::string> set = {},
                    int seeds = 2) {
  constexpr int hours = 24;
  Outcome sum;
  for (int seed = 1; seed <= seeds; ++seed) {
    set.push_back("run.seed=" + std::to_string(seed));
    Simulation simulation(plan_test_scenario("exercise", set, without).model);
    set.pop_back();
    Islet& islet = *simulation.islets().front();
    const auto& beta = islet.cells<BetaCells>();
    const auto& macrophages = islet.cells<Macrophages>();
    for (int hour = 0; hour < hours; ++hour) {
      simulation.advance();
      for (const std::int32_t bound : beta.bound_ctl.values()) sum.bound += bound;
      for (std::size_t i = 0; i < macrophages.size(); ++i)
        sum.m1 += macrophages.is(MacrophagePhenotype::m1, i) ? 1 : 0;
      sum.load += islet.ledger().secretory_load[0] / (hours * seeds);
    }
    double living = 0;
    for (std::size_t i = 0; i < beta.size(); ++i) living += beta.alive(i) ? 1 : 0;
    REQUIRE(living > 0);
    for (std::size_t i = 0; i < beta.size(); ++i) {
      if (beta.alive(i)) {
        sum.ros += static_cast<double>(beta.ros[i]) / living / seeds;
        sum.stress += static_cast<double>(beta.stress[i]) / living / seeds;
        sum.neoantigen += static_cast<double>(beta.neoantigen[i]) / living / seeds;
        sum.mhc1 += static_cast<double>(beta.mhc1[i]) / living / seeds;
      } else if (beta.last_division[i] >= 0) {
        ++sum.young_deaths;
      }
    }
    for (std::size_t cause = 0; cause < causes_of_death; ++cause)
      sum.deaths[cause] += islet.ledger().beta_deaths_by[cause];
  }
  return sum;
}

}  // namespace

TEST_CASE("reactive oxygen stresses β cells, and MSCs scavenge it") {
  const Outcome on = after_a_day({});
  const Outcome none = after_a_day({"oxidative_stress"});
  const Outcome unscavenged = after_a_day({"ho1_scavenging"});
  MESSAGE("ROS ", on.ros, ", without HO-1 ", unscavenged.ros, "; stress ", on.stress,
          ", without ROS ", none.stress, ", without HO-1 ", unscavenged.stress);
  CHECK(on.ros > 0);
  CHECK(none.ros == 0);
  CHECK(none.stress < on.stress);
  CHECK(unscavenged.ros > 1.2 * on.ros);
  CHECK(unscavenged.stress > on.stress);
}

// Where T cells do not kill, they stay bound until they detach; little antigen besides neo-antigen.
TEST_CASE("stress kills, makes neo-antigen, and neo-antigen holds T cells") {
  const std::vector<std::string> little{"parameters.ctl_recognition.basal_antigen=0.1"};
  const Outcome on = after_a_day({"ctl_killing"}, little);
  CHECK(on.died_of(BetaFate::stress) > 0);
  CHECK(after_a_day({"ctl_killing", "stress_death"}, little).died_of(BetaFate::stress) == 0);
  const Outcome plain = after_a_day({"ctl_killing", "neoantigen_formation"}, little);
  MESSAGE("neo-antigen ", on.neoantigen, ", T cells bound ", on.bound, " h, without ", plain.bound);
  CHECK(on.neoantigen > 0);
  CHECK(plain.neoantigen == 0);
  CHECK(plain.bound < 0.8 * on.bound);
}

TEST_CASE("MHC class I, raised by IFN-γ and virus, holds T cells and lets them kill") {
  const Outcome on = after_a_day({});
  const Outcome basal = after_a_day({"mhc1_upregulation"});
  const Outcome quiet = after_a_day({"ifn_gamma_secretion"});
  MESSAGE("MHC-I ", on.mhc1, ", without IFN-gamma ", quiet.mhc1, "; kills ",
          on.died_of(BetaFate::killed), ", at basal MHC-I ", basal.died_of(BetaFate::killed));
  CHECK(basal.mhc1 == approximately(1));
  CHECK(on.mhc1 > 1);
  CHECK(quiet.mhc1 < on.mhc1);
  CHECK(basal.died_of(BetaFate::killed) < on.died_of(BetaFate::killed));
  // Between pairs of islets this ratio varies by about 0.1, as much as the effect: eight islets.
  constexpr int seeds = 8;
  const double bound = after_a_day({"ctl_killing"}, {}, seeds).bound;
  const double bound_at_basal = after_a_day({"ctl_killing", "mhc1_upregulation"}, {}, seeds).bound;
  MESSAGE("T cells bound ", bound, " h, at basal MHC-I ", bound_at_basal);
  CHECK(bound_at_basal < 0.9 * bound);
}

TEST_CASE("cytokines kill β cells") {
  CHECK(after_a_day({}).died_of(BetaFate::cytokines) > 0);
  CHECK(after_a_day({"cytokine_killing"}).died_of(BetaFate::cytokines) == 0);
  CHECK(after_a_day({"cytokine_damage"}).died_of(BetaFate::cytokines) == 0);
}

// Without other causes of death that this rule does not scale.
TEST_CASE("β cells that have divided die more easily") {
  const std::vector<std::string> others{"viral_infection",     "bacterial_damage", "ctl_killing",
                                        "neonatal_death_wave", "hypoxic_death",    "necrotic_lysis",
                                        "macrophage_motility", "efferocytosis"};
  auto robust = others;
  robust.emplace_back("mitotic_vulnerability");
  const Outcome on = after_a_day(others);
  const Outcome off = after_a_day(robust);
  MESSAGE("dead that had divided: ", on.young_deaths, ", without ", off.young_deaths);
  CHECK(on.young_deaths > 2 * off.young_deaths);
  CHECK(on.young_deaths > 5);
}

TEST_CASE("a virus kills β cells and raises MHC class I, bacteria kill and activate macrophages") {
  const Outcome on = after_a_day({});
  CHECK(on.died_of(BetaFate::virus) > 0);
  CHECK(on.died_of(BetaFate::bacteria) > 0);
  const Outcome no_virus = after_a_day({"viral_trigger"});
  CHECK(no_virus.died_of(BetaFate::virus) == 0);
  CHECK(no_virus.mhc1 < on.mhc1);
  const Outcome no_bacteria = after_a_day({"bacterial_trigger"});
  CHECK(no_bacteria.died_of(BetaFate::bacteria) == 0);
  CHECK(no_bacteria.m1 < on.m1);
  CHECK(after_a_day({"bacterial_activation"}).m1 < on.m1);
  CHECK(after_a_day({"bacterial_damage"}).died_of(BetaFate::bacteria) == 0);
  CHECK(after_a_day({"viral_infection"}).died_of(BetaFate::virus) == 0);
}

TEST_CASE("insulin demand burdens β cells, stresses them, and makes neo-antigen") {
  // Nothing kills, so that the stressed stay among those that are counted.
  std::vector<std::string> others{"viral_trigger",    "bacterial_trigger", "stress_death",
                                  "cytokine_killing", "ctl_killing",       "hypoxic_death"};
  const Outcome on = after_a_day(others);
  others.emplace_back("insulin_demand_trigger");
  const Outcome off = after_a_day(others);
  MESSAGE("load ", on.load, ", without ", off.load, "; stress ", on.stress, ", without ",
          off.stress);
  CHECK(off.load < on.load);
  CHECK(off.stress < on.stress);
  CHECK(off.neoantigen < on.neoantigen);
}
