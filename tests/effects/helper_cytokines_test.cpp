// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/scenarios/exercise.hpp"

using namespace isletsim;

namespace {

struct Il2Effect {
  std::int64_t divisions = 0;  ///< of CD8⁺ T cells
  double level = 0;            ///< sum over sites and hours [nM]
};

// A day of an islet in which IL-2 is strong: secretion and effect at the ends of their ranges.
Il2Effect with_il2(const std::vector<std::string>& without) {
  const RunPlan plan =
      plan_test_scenario("exercise",
                         {"parameters.helper_il2_secretion.il2=\"1e6 molecules/cell/h\"",
                          "parameters.il2_proliferation.rate=\"4 1/day\"",
                          "parameters.t_cell_proliferation.rate=\"0 1/day\""},
                         without);
  Simulation simulation(plan.model);
  Islet& islet = *simulation.islets().front();
  Il2Effect effect;
  for (std::int64_t hour = 0; hour < exchanges_of(plan); ++hour) {
    simulation.advance();
    for (std::uint32_t site = 0; site < islet.architecture().lattice.size(); ++site)
      effect.level += static_cast<double>(islet.local().at(Site{site})[lane_of(Factor::il2)]);
  }
  effect.divisions = islet.ledger().t_cell_divisions[0];
  MESSAGE("divisions: ", effect.divisions, ", IL-2: ", effect.level);
  return effect;
}

// Th17 cells in the islet, summed over the hours of a day, where only macrophages release IL-6.
double th17_under_macrophages(const std::string& il6) {
  const RunPlan plan = plan_test_scenario(
      "exercise", {"parameters.m1_cytokine_secretion.il6=\"" + il6 + "\""}, {"msc_secretion"});
  Simulation simulation(plan.model);
  const Islet& islet = *simulation.islets().front();
  double hours = 0;
  for (std::int64_t hour = 0; hour < exchanges_of(plan); ++hour) {
    simulation.advance();
    const auto& helpers = islet.cells<Cd4TCells>();
    for (std::size_t row = 0; row < helpers.size(); ++row)
      hours += helpers.is(Cd4Subset::th17, row) ? 1 : 0;
  }
  return hours;
}

// Share of β cells in the assay of cytokines that are dead after six days.
double dead_in_assay(double il17a) {
  const std::string level = std::to_string(il17a) + " nM";
  const RunPlan plan =
      plan_from_file(std::string(ISLETSIM_SOURCE_DIR) + "/scenarios/beta_cytokine_assay.toml",
                     {.set = {"factors.IL17A.boundary=[\"fixed\"]",
                              "factors.IL17A.boundary_value=[\"" + level + "\"]",
                              "factors.IL17A.initial=\"" + level + "\""}});
  Simulation simulation(plan.model);
  advance(simulation, 6 * 24);
  const IsletLedger& ledger = simulation.islets().front()->ledger();
  return static_cast<double>(ledger.beta_deaths[0]) / static_cast<double>(ledger.initial_beta[0]);
}

}  // namespace

TEST_CASE("IL-2 of helpers lets CD8 T cells divide, and T cells consume it") {
  const Il2Effect all_on = with_il2({});
  CHECK(all_on.divisions > 0);
  CHECK(all_on.level > 0);
  const Il2Effect no_il2 = with_il2({"helper_il2_secretion"});
  CHECK(no_il2.divisions == 0);
  CHECK(no_il2.level == 0);
  const Il2Effect no_divisions = with_il2({"il2_proliferation"});
  CHECK(no_divisions.divisions == 0);
  // Without divisions: by them the two runs would differ in the cells that secrete and consume.
  CHECK(with_il2({"il2_proliferation", "il2_uptake"}).level > 1.05 * no_divisions.level);
}

TEST_CASE("helpers become Th17 under the IL-6 of macrophages") {
  CHECK(th17_under_macrophages("6e4 molecules/cell/h") > 0);
  CHECK(th17_under_macrophages("0 molecules/cell/h") == 0);
}

// Arif et al. 2011: IL-17A enhances apoptosis by IL-1β with IFN-γ. At 1 nM the hazard is 1.45 times
// that without, so 30 % dead would be 40 %; a standard error is 1.5 %.
TEST_CASE("IL-17A enhances the death of beta cells by other cytokines") {
  const double without = dead_in_assay(0);
  const double with = dead_in_assay(1);
  MESSAGE("dead without and with IL-17A: ", without, " ", with);
  CHECK(with > without + 0.04);
}
