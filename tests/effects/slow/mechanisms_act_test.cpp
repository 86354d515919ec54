// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tests/effects/observables.hpp"

using namespace isletsim;

namespace {

/// What becomes of an observable without the mechanism: nothing is left, or it falls or rises by a
/// twentieth at least.
enum class Without { nothing, less, more };

struct Effect {
  std::string mechanism;
  std::string observable;  ///< see Observables
  Without becomes;
  /// What is set, and what else is off, with the mechanism and without it, so that its effect is
  /// not hidden by another's.
  std::vector<std::string> set = {};
  std::vector<std::string> off = {};
};

std::vector<Effect> effects_in_tissue() {
  using enum Without;
  return {
      {"apoptosis_protection",
       "islet.beta_deaths_by.stress",
       more,
       {"parameters.stress_death.rate=\"1e-3 1/min\"",
        "parameters.msc_beta_protection.response_time=\"1 h\""},
       {"bacterial_damage", "ctl_killing", "hypoxic_death", "neonatal_death_wave",
        "viral_infection"}},
      {"bacterial_damage", "islet.beta_deaths_by.bacteria", nothing},
      {"beta_replication", "islet.beta_divisions", nothing},
      {"beta_turnover", "islet.beta_deaths_by.turnover", nothing},
      {"hypoxic_death", "islet.beta_deaths_by.hypoxia", nothing},
      {"islet_confinement", "cd8_t_cells.inside", less},
      {"low_dose_il1_proliferation", "islet.beta_divisions", less},
      {"membrane_barrier", "cd8_t_cells.inside", more},
      {"membrane_degradation", "islet.membrane_integrity", more},
      {"membrane_repair",
       "islet.membrane_integrity",
       less,
       {"parameters.membrane_repair.rate=\"0.1 1/h\""}},
      {"membrane_retention", "cd8_t_cells.inside", less},
      {"mitotic_vulnerability", "islet.beta_deaths_by.cytokines", less},
      {"neonatal_death_wave", "islet.beta_deaths_by.neonatal_wave", nothing},
      {"oxygen_consumption",
       "local.concentration.O2",
       more,
       {"parameters.oxygen_consumption.maximum=\"0.5 mol/m^3/s\""}},
      {"oxygen_supply",
       "local.concentration.O2",
       less,
       {"factors.O2.boundary_value=[\"1 uM\"]", "factors.O2.initial=\"1 uM\""}},
      {"viral_infection", "islet.beta_deaths_by.virus", nothing},
      // clearance
      {"damp_release", "spread.concentration.DAMP", nothing},
      {"efferocytosis", "islet.engulfed", nothing},
      {"efferocytosis_memory", "macrophages.efferocytosis", more},
      {"necrotic_lysis", "islet.lysed", nothing},
      {"secondary_necrosis", "islet.secondary_necroses", nothing},
      // observation
      {"islet_section", "islet.section_cd45", nothing},
  };
}

std::vector<Effect> effects_of_immune_cells() {
  using enum Without;
  return {
      // antigen_presentation
      {"antigen_decay",
       "macrophages.antigen",
       more,
       {"parameters.antigen_decay.half_life=\"10 h\""}},
      {"antigen_uptake", "dendritic_cells.antigen", nothing},
      {"costimulation", "dendritic_cells.costimulation", nothing},
      {"dendritic_death",
       "dendritic_cells.cells",
       more,
       {"parameters.dendritic_death.mature_rate=\"2 1/day\""}},
      {"dendritic_departure", "lymph_node_apcs.kind=dendritic cell", nothing},
      {"dendritic_influx", "dendritic_cells.cells", nothing, {"cells.dendritic_cell.initial=0"}},
      {"dendritic_maturation", "dendritic_cells.maturity", nothing},
      {"dendritic_motility", "dendritic_cells.path", nothing},
      {"il12_secretion", "spread.concentration.IL12", nothing, {}, {"m1_cytokine_secretion"}},
      {"macrophage_departure", "lymph_node_apcs.kind=macrophage", nothing},
      // autoimmunity
      {"beta_stress", "beta_cells.stress", nothing},
      {"ccl2_secretion_by_beta", "spread.concentration.CCL2", nothing, {}, {"m1_ccl2_secretion"}},
      {"ctl_detachment", "beta_cells.bound_ctl", more},
      {"ctl_killing", "islet.kills", nothing},
      {"ctl_recognition", "beta_cells.bound_ctl", nothing},
      {"cxcl10_secretion", "spread.concentration.CXCL10", nothing},
      {"cytotoxic_differentiation", "cd8_t_cells.missing_cytotoxicity", nothing},
      {"cytokine_damage", "islet.beta_deaths_by.cytokines", nothing},
      {"cytokine_killing", "islet.beta_deaths_by.cytokines", nothing},
      {"helper_differentiation", "cd4_t_cells.subset=Th17", nothing},
      {"helper_il17_secretion", "spread.concentration.IL17A", nothing},
      {"helper_il2_secretion", "local.concentration.IL2", nothing},
      {"helper_recognition", "local.concentration.IL2", nothing},
      {"ifn_gamma_secretion", "spread.concentration.IFN_gamma", nothing},
      {"il17_synergy",
       "islet.beta_deaths_by.cytokines",
       less,
       {"parameters.cytokine_killing.rate=\"0.1 1/day\"",
        "parameters.il17_synergy.greatest_enhancement=5",
        "parameters.il17_synergy.half_saturation=\"10 pM\""}},
      {"il2_proliferation", "islet.t_cell_divisions", less},
      {"il2_uptake", "local.concentration.IL2", more, {}, {"il2_proliferation"}},
      {"macrophage_presentation",
       "spread.concentration.IFN_gamma",
       nothing,
       {},
       {"ctl_recognition", "helper_recognition"}},
      {"mhc1_upregulation", "beta_cells.mhc1", less},
      {"neoantigen_formation", "beta_cells.neoantigen", nothing},
      {"oxidative_stress", "beta_cells.ros", nothing},
      {"regulatory_conversion", "cd4_t_cells.subset=Treg", less},
      {"regulatory_suppression", "cd8_t_cells.regulatory_suppression", nothing},
      {"regulatory_tgf_beta_secretion",
       "spread.concentration.TGF_beta",
       nothing,
       {},
       {"m2_tgf_beta_secretion", "msc_secretion"}},
      {"stress_death", "islet.beta_deaths_by.stress", nothing},
      {"t_cell_death", "cd8_t_cells.cells", more, {"parameters.t_cell_death.rate=\"1 1/day\""}},
      {"t_cell_egress",
       "cd8_t_cells.cells",
       more,
       {"parameters.t_cell_egress.residence_time=\"0.5 day\""}},
      {"t_cell_exhaustion", "cd8_t_cells.state=exhausted", nothing},
      {"t_cell_motility", "cd8_t_cells.path", nothing},
      {"t_cell_proliferation", "islet.t_cell_divisions", less},
      // b_cells
      {"b_cell_activation", "b_cells.state=activated", nothing},
      {"b_cell_antigen_capture", "b_cells.antigen", nothing},
      {"b_cell_ctl_activation",
       "islet.kills",
       less,
       {"parameters.b_cell_ctl_activation.factor=10", "cells.b_cell.initial=60"}},
      {"b_cell_death", "b_cells.cells", more, {"parameters.b_cell_death.rate=\"2 1/day\""}},
      {"b_cell_departure", "lymph_node_b_cells.cells", nothing},
      {"b_cell_motility", "b_cells.path", nothing},
      {"regulatory_b_cell_conversion", "b_cells.state=regulatory", less},
      {"regulatory_b_cell_il10_secretion",
       "spread.concentration.IL10",
       nothing,
       {},
       {"m2_il10_secretion"}},
      // inflammation
      {"bacterial_activation", "macrophages.phenotype=M1", less},
      {"cx3cl1_secretion", "spread.concentration.CX3CL1", nothing},
      {"m1_ccl2_secretion", "spread.concentration.CCL2", nothing, {}, {"ccl2_secretion_by_beta"}},
      {"m1_cytokine_secretion", "spread.concentration.IL1_beta", nothing},
      {"m1_polarisation", "macrophages.phenotype=M1", less},
      {"m2_il10_secretion",
       "spread.concentration.IL10",
       nothing,
       {},
       {"regulatory_b_cell_il10_secretion"}},
      {"m2_polarisation", "macrophages.phenotype=M2", nothing},
      {"m2_tgf_beta_secretion",
       "spread.concentration.TGF_beta",
       nothing,
       {},
       {"msc_secretion", "regulatory_tgf_beta_secretion"}},
      {"macrophage_death",
       "macrophages.cells",
       more,
       {"parameters.macrophage_death.rate=\"1 1/day\""}},
      {"macrophage_motility", "macrophages.path", nothing},
      {"macrophage_recruitment",
       "macrophages.cells",
       nothing,
       {"cells.macrophage.initial=0"},
       {"macrophage_renewal"}},
      {"macrophage_renewal",
       "macrophages.cells",
       nothing,
       {"cells.macrophage.initial=0"},
       {"macrophage_recruitment"}},
  };
}

std::vector<Effect> effects_of_mscs() {
  using enum Without;
  return {
      {"cxcl12_secretion", "spread.concentration.CXCL12", nothing},
      {"g1_arrest", "islet.t_cell_divisions", more},
      {"ho1_scavenging", "beta_cells.ros", more},
      {"msc_b_cell_suppression", "b_cells.msc_suppression", nothing},
      {"msc_beta_protection", "beta_cells.protection", nothing},
      {"msc_death",
       "mesenchymal_stem_cells.cells",
       more,
       {"parameters.msc_death.rate=\"1 1/day\""}},
      {"msc_dendritic_suppression", "dendritic_cells.msc_suppression", nothing},
      {"msc_ev_secretion", "local.concentration.EV", nothing},
      {"msc_extravasation", "mesenchymal_stem_cells.state=arrested", more},
      {"msc_licensing", "mesenchymal_stem_cells.licensing", less},
      {"msc_m1_suppression", "macrophages.msc_suppression", nothing},
      {"msc_migration", "mesenchymal_stem_cells.path", nothing},
      {"msc_secretion", "spread.concentration.PGE2", nothing},
      {"pdx1_induction",
       "beta_cells.pdx1",
       less,
       {"parameters.pdx1_induction.response_time=\"6 h\""}},
  };
}

std::vector<Effect> effects_in_the_body() {
  using enum Without;
  return {
      {"apc_costimulation",
       "lymph_node_apcs.costimulation",
       less,
       {"parameters.apc_costimulation.time_constant=\"1 h\""}},
      {"apc_licensing", "lymph_node_apcs.licensed", nothing},
      {"apc_lifespan", "lymph_node_apcs.cells", more},
      {"autoantibody_production", "host.autoantibodies", nothing},
      {"b_cell_help", "host.b_cell_help", less},
      {"b_cell_recruitment", "host.follicular_b_cells", nothing},
      {"bacterial_trigger", "islet.bacteria", nothing},
      {"blood_t_cell_death", "host.blood", more},
      {"central_tolerance_gap", "host.primed_total", nothing},
      {"clonal_expansion", "expansion.cells", nothing},
      {"disease_stage", "host.stage", nothing},
      {"endothelial_activation", "cd8_t_cells.cells", more, {"cells.cd8_t_cell.initial=0"}},
      {"glucose_steady_state", "host.glucose", less},
      {"helper_polarisation", "host.exported.Th1", nothing},
      {"insulin_demand_trigger", "host.secretory_load", less},
      {"insulitis_count", "host.insulitis", nothing, {"parameters.insulitis_count.least_islets=1"}},
      {"msc_homing",
       "mesenchymal_stem_cells.cells",
       nothing,
       {"cells.mesenchymal_stem_cell.initial=0"}},
      {"msc_infusion", "host.msc_infused", nothing},
      {"naive_recirculation", "host.primed_total", nothing},
      {"naive_renewal", "host.naive", less},
      {"plasma_cell_death", "host.plasma_cells", more},
      {"plasma_cell_formation", "host.plasma_cells", nothing},
      {"regulatory_set_point", "host.exported.Treg", nothing},
      {"t_cell_extravasation",
       "cd8_t_cells.cells",
       nothing,
       {"cells.cd8_t_cell.initial=0", "parameters.t_cell_extravasation.entry_rate=\"1 1/min\""}},
      {"t_cell_priming", "host.primed_total", nothing},
      {"viral_trigger", "islet.infected", nothing},
  };
}

/// What each mechanism is there for, as the scenario `exercise` shows it within a day.
std::vector<Effect> effects() {
  std::vector<Effect> all;
  for (const auto& some :
       {effects_in_tissue(), effects_of_immune_cells(), effects_of_mscs(), effects_in_the_body()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

/// That cells climb, and do not without these, shows in an imposed gradient: motility_test and
/// chemotaxis_test.
const std::vector<std::string_view> shown_in_a_gradient{
    "b_cell_chemotaxis",    "cx3cr1_chemotaxis",     "cxcr4_chemotaxis",
    "dendritic_chemotaxis", "macrophage_chemotaxis", "t_cell_chemotaxis"};

double value_of(const Effect& effect, const Observables& seen) {
  const auto found = seen.find(effect.observable);
  return found == seen.end() ? std::nan("") : found->second;
}

double value_with(const Effect& effect) {
  return value_of(effect, observed(plan_test_scenario("exercise", effect.set, effect.off)));
}

double value_without(const Effect& effect) {
  std::vector<std::string> off = effect.off;
  off.push_back(effect.mechanism);
  return value_of(effect, observed(plan_test_scenario("exercise", effect.set, off)));
}

}  // namespace

TEST_CASE("every mechanism, switched off, changes what it is there for, as expected") {
  const std::vector<Effect> all = effects();
  const Observables plain = observed(plan_test_scenario("exercise"));
  std::vector<double> with(all.size());
  std::vector<double> without(all.size());
  for_each_in_parallel(all.size(), [&](std::size_t i) {
    const bool alone = all[i].set.empty() && all[i].off.empty();
    with[i] = alone ? value_of(all[i], plain) : value_with(all[i]);
    without[i] = value_without(all[i]);
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string about = all[i].mechanism + ": " + all[i].observable + ' ' +
                              std::to_string(with[i]) + ", without " + std::to_string(without[i]);
    CAPTURE(about);
    switch (all[i].becomes) {
      case Without::nothing:
        CHECK(with[i] > 0);
        CHECK(without[i] == 0);
        break;
      case Without::less: CHECK(without[i] < 0.95 * with[i]); break;
      case Without::more: CHECK(without[i] > 1.05 * with[i]); break;
    }
  }
}

TEST_CASE("the purpose of every mechanism is stated") {
  const std::vector<Effect> all = effects();
  for (const Mechanism* mechanism : all_mechanisms()) {
    const std::string key(mechanism->key);
    CAPTURE(key);
    const bool listed = std::any_of(all.begin(), all.end(),
                                    [&](const Effect& effect) { return effect.mechanism == key; });
    const bool climbs = std::find(shown_in_a_gradient.begin(), shown_in_a_gradient.end(), key) !=
                        shown_in_a_gradient.end();
    CHECK(listed != climbs);
  }
}
