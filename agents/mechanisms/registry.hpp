// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/antigen_presentation/antigen_decay.hpp"
#include "agents/mechanisms/antigen_presentation/antigen_uptake.hpp"
#include "agents/mechanisms/antigen_presentation/costimulation.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_chemotaxis.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_death.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_departure.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_influx.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_maturation.hpp"
#include "agents/mechanisms/antigen_presentation/dendritic_motility.hpp"
#include "agents/mechanisms/antigen_presentation/il12_secretion.hpp"
#include "agents/mechanisms/antigen_presentation/macrophage_departure.hpp"
#include "agents/mechanisms/autoimmunity/beta_stress.hpp"
#include "agents/mechanisms/autoimmunity/ccl2_secretion_by_beta.hpp"
#include "agents/mechanisms/autoimmunity/ctl_detachment.hpp"
#include "agents/mechanisms/autoimmunity/ctl_killing.hpp"
#include "agents/mechanisms/autoimmunity/ctl_recognition.hpp"
#include "agents/mechanisms/autoimmunity/cxcl10_secretion.hpp"
#include "agents/mechanisms/autoimmunity/cytokine_damage.hpp"
#include "agents/mechanisms/autoimmunity/cytokine_killing.hpp"
#include "agents/mechanisms/autoimmunity/cytotoxic_differentiation.hpp"
#include "agents/mechanisms/autoimmunity/helper_differentiation.hpp"
#include "agents/mechanisms/autoimmunity/helper_il17_secretion.hpp"
#include "agents/mechanisms/autoimmunity/helper_il2_secretion.hpp"
#include "agents/mechanisms/autoimmunity/helper_recognition.hpp"
#include "agents/mechanisms/autoimmunity/ifn_gamma_secretion.hpp"
#include "agents/mechanisms/autoimmunity/il17_synergy.hpp"
#include "agents/mechanisms/autoimmunity/il2_proliferation.hpp"
#include "agents/mechanisms/autoimmunity/il2_uptake.hpp"
#include "agents/mechanisms/autoimmunity/macrophage_presentation.hpp"
#include "agents/mechanisms/autoimmunity/mhc1_upregulation.hpp"
#include "agents/mechanisms/autoimmunity/neoantigen_formation.hpp"
#include "agents/mechanisms/autoimmunity/oxidative_stress.hpp"
#include "agents/mechanisms/autoimmunity/regulatory_conversion.hpp"
#include "agents/mechanisms/autoimmunity/regulatory_suppression.hpp"
#include "agents/mechanisms/autoimmunity/regulatory_tgf_beta_secretion.hpp"
#include "agents/mechanisms/autoimmunity/stress_death.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_chemotaxis.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_death.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_egress.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_exhaustion.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_motility.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_proliferation.hpp"
#include "agents/mechanisms/b_cells/b_cell_activation.hpp"
#include "agents/mechanisms/b_cells/b_cell_antigen_capture.hpp"
#include "agents/mechanisms/b_cells/b_cell_chemotaxis.hpp"
#include "agents/mechanisms/b_cells/b_cell_ctl_activation.hpp"
#include "agents/mechanisms/b_cells/b_cell_death.hpp"
#include "agents/mechanisms/b_cells/b_cell_departure.hpp"
#include "agents/mechanisms/b_cells/b_cell_motility.hpp"
#include "agents/mechanisms/b_cells/regulatory_b_cell_conversion.hpp"
#include "agents/mechanisms/b_cells/regulatory_b_cell_il10_secretion.hpp"
#include "agents/mechanisms/clearance/damp_release.hpp"
#include "agents/mechanisms/clearance/efferocytosis.hpp"
#include "agents/mechanisms/clearance/efferocytosis_memory.hpp"
#include "agents/mechanisms/clearance/necrotic_lysis.hpp"
#include "agents/mechanisms/clearance/secondary_necrosis.hpp"
#include "agents/mechanisms/inflammation/bacterial_activation.hpp"
#include "agents/mechanisms/inflammation/cx3cl1_secretion.hpp"
#include "agents/mechanisms/inflammation/m1_ccl2_secretion.hpp"
#include "agents/mechanisms/inflammation/m1_cytokine_secretion.hpp"
#include "agents/mechanisms/inflammation/m1_polarisation.hpp"
#include "agents/mechanisms/inflammation/m2_il10_secretion.hpp"
#include "agents/mechanisms/inflammation/m2_polarisation.hpp"
#include "agents/mechanisms/inflammation/m2_tgf_beta_secretion.hpp"
#include "agents/mechanisms/inflammation/macrophage_chemotaxis.hpp"
#include "agents/mechanisms/inflammation/macrophage_death.hpp"
#include "agents/mechanisms/inflammation/macrophage_motility.hpp"
#include "agents/mechanisms/inflammation/macrophage_recruitment.hpp"
#include "agents/mechanisms/inflammation/macrophage_renewal.hpp"
#include "agents/mechanisms/msc/cx3cr1_chemotaxis.hpp"
#include "agents/mechanisms/msc/cxcl12_secretion.hpp"
#include "agents/mechanisms/msc/cxcr4_chemotaxis.hpp"
#include "agents/mechanisms/msc/g1_arrest.hpp"
#include "agents/mechanisms/msc/ho1_scavenging.hpp"
#include "agents/mechanisms/msc/msc_b_cell_suppression.hpp"
#include "agents/mechanisms/msc/msc_beta_protection.hpp"
#include "agents/mechanisms/msc/msc_death.hpp"
#include "agents/mechanisms/msc/msc_dendritic_suppression.hpp"
#include "agents/mechanisms/msc/msc_ev_secretion.hpp"
#include "agents/mechanisms/msc/msc_extravasation.hpp"
#include "agents/mechanisms/msc/msc_licensing.hpp"
#include "agents/mechanisms/msc/msc_m1_suppression.hpp"
#include "agents/mechanisms/msc/msc_migration.hpp"
#include "agents/mechanisms/msc/msc_secretion.hpp"
#include "agents/mechanisms/msc/pdx1_induction.hpp"
#include "agents/mechanisms/observation/islet_section.hpp"
#include "agents/mechanisms/tissue/apoptosis_protection.hpp"
#include "agents/mechanisms/tissue/bacterial_damage.hpp"
#include "agents/mechanisms/tissue/beta_replication.hpp"
#include "agents/mechanisms/tissue/beta_turnover.hpp"
#include "agents/mechanisms/tissue/hypoxic_death.hpp"
#include "agents/mechanisms/tissue/islet_confinement.hpp"
#include "agents/mechanisms/tissue/low_dose_il1_proliferation.hpp"
#include "agents/mechanisms/tissue/membrane_barrier.hpp"
#include "agents/mechanisms/tissue/membrane_degradation.hpp"
#include "agents/mechanisms/tissue/membrane_repair.hpp"
#include "agents/mechanisms/tissue/membrane_retention.hpp"
#include "agents/mechanisms/tissue/mitotic_vulnerability.hpp"
#include "agents/mechanisms/tissue/neonatal_death_wave.hpp"
#include "agents/mechanisms/tissue/oxygen_consumption.hpp"
#include "agents/mechanisms/tissue/oxygen_supply.hpp"
#include "agents/mechanisms/tissue/viral_infection.hpp"
#include "core/engine/mechanism.hpp"

namespace isletsim {

/// Every rule of biology that acts on the cells of an islet, in the order in which rules of one
/// phase are called.
// clang-format off
using IsletMechanisms = MechanismList<
    // tissue
    ApoptosisProtection,
    BacterialDamage,
    BetaReplication,
    BetaTurnover,
    HypoxicDeath,
    IsletConfinement,
    LowDoseIl1Proliferation,
    MembraneBarrier,
    MembraneDegradation,
    MembraneRepair,
    MembraneRetention,
    MitoticVulnerability,
    NeonatalDeathWave,
    OxygenConsumption,
    OxygenSupply,
    ViralInfection,
    // antigen_presentation
    AntigenDecay,
    AntigenUptake,
    Costimulation,
    DendriticChemotaxis,
    DendriticDeath,
    DendriticDeparture,
    DendriticInflux,
    DendriticMaturation,
    DendriticMotility,
    Il12Secretion,
    MacrophageDeparture,
    // autoimmunity
    BetaStress,
    Ccl2SecretionByBeta,
    CtlDetachment,
    CtlKilling,
    CtlRecognition,
    Cxcl10Secretion,
    CytokineDamage,
    CytokineKilling,
    CytotoxicDifferentiation,
    HelperDifferentiation,
    HelperIl17Secretion,
    HelperIl2Secretion,
    HelperRecognition,
    IfnGammaSecretion,
    Il17Synergy,
    Il2Proliferation,
    Il2Uptake,
    MacrophagePresentation,
    Mhc1Upregulation,
    NeoantigenFormation,
    OxidativeStress,
    RegulatoryConversion,
    RegulatorySuppression,
    RegulatoryTgfBetaSecretion,
    StressDeath,
    TCellChemotaxis,
    TCellDeath,
    TCellEgress,
    TCellExhaustion,
    TCellMotility,
    TCellProliferation,
    // b_cells
    BCellActivation,
    BCellAntigenCapture,
    BCellChemotaxis,
    BCellCtlActivation,
    BCellDeath,
    BCellDeparture,
    BCellMotility,
    RegulatoryBCellConversion,
    RegulatoryBCellIl10Secretion,
    // inflammation
    BacterialActivation,
    Cx3cl1Secretion,
    M1Ccl2Secretion,
    M1CytokineSecretion,
    M1Polarisation,
    M2Il10Secretion,
    M2Polarisation,
    M2TgfBetaSecretion,
    MacrophageChemotaxis,
    MacrophageDeath,
    MacrophageMotility,
    MacrophageRecruitment,
    MacrophageRenewal,
    // clearance
    DampRelease,
    Efferocytosis,
    EfferocytosisMemory,
    NecroticLysis,
    SecondaryNecrosis,
    // msc
    Cx3cr1Chemotaxis,
    Cxcl12Secretion,
    Cxcr4Chemotaxis,
    G1Arrest,
    Ho1Scavenging,
    MscBCellSuppression,
    MscBetaProtection,
    MscDeath,
    MscDendriticSuppression,
    MscEvSecretion,
    MscExtravasation,
    MscLicensing,
    MscM1Suppression,
    MscMigration,
    MscSecretion,
    Pdx1Induction,
    // observation
    IsletSection>;
// clang-format on

}  // namespace isletsim
