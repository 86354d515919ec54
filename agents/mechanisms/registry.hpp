// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/antigen_decay.hpp"
#include "agents/mechanisms/antigen_uptake.hpp"
#include "agents/mechanisms/apoptosis_protection.hpp"
#include "agents/mechanisms/b_cell_activation.hpp"
#include "agents/mechanisms/b_cell_antigen_capture.hpp"
#include "agents/mechanisms/b_cell_chemotaxis.hpp"
#include "agents/mechanisms/b_cell_ctl_activation.hpp"
#include "agents/mechanisms/b_cell_death.hpp"
#include "agents/mechanisms/b_cell_departure.hpp"
#include "agents/mechanisms/b_cell_motility.hpp"
#include "agents/mechanisms/bacterial_activation.hpp"
#include "agents/mechanisms/bacterial_damage.hpp"
#include "agents/mechanisms/beta_replication.hpp"
#include "agents/mechanisms/beta_stress.hpp"
#include "agents/mechanisms/beta_turnover.hpp"
#include "agents/mechanisms/ccl2_secretion_by_beta.hpp"
#include "agents/mechanisms/costimulation.hpp"
#include "agents/mechanisms/ctl_detachment.hpp"
#include "agents/mechanisms/ctl_killing.hpp"
#include "agents/mechanisms/ctl_recognition.hpp"
#include "agents/mechanisms/cx3cl1_secretion.hpp"
#include "agents/mechanisms/cx3cr1_chemotaxis.hpp"
#include "agents/mechanisms/cxcl10_secretion.hpp"
#include "agents/mechanisms/cxcl12_secretion.hpp"
#include "agents/mechanisms/cxcr4_chemotaxis.hpp"
#include "agents/mechanisms/cytokine_damage.hpp"
#include "agents/mechanisms/cytokine_killing.hpp"
#include "agents/mechanisms/cytotoxic_differentiation.hpp"
#include "agents/mechanisms/damp_release.hpp"
#include "agents/mechanisms/dendritic_chemotaxis.hpp"
#include "agents/mechanisms/dendritic_death.hpp"
#include "agents/mechanisms/dendritic_departure.hpp"
#include "agents/mechanisms/dendritic_influx.hpp"
#include "agents/mechanisms/dendritic_maturation.hpp"
#include "agents/mechanisms/dendritic_motility.hpp"
#include "agents/mechanisms/efferocytosis.hpp"
#include "agents/mechanisms/efferocytosis_memory.hpp"
#include "agents/mechanisms/g1_arrest.hpp"
#include "agents/mechanisms/helper_differentiation.hpp"
#include "agents/mechanisms/helper_il17_secretion.hpp"
#include "agents/mechanisms/helper_il2_secretion.hpp"
#include "agents/mechanisms/helper_recognition.hpp"
#include "agents/mechanisms/ho1_scavenging.hpp"
#include "agents/mechanisms/hypoxic_death.hpp"
#include "agents/mechanisms/ifn_gamma_secretion.hpp"
#include "agents/mechanisms/il12_secretion.hpp"
#include "agents/mechanisms/il17_synergy.hpp"
#include "agents/mechanisms/il2_proliferation.hpp"
#include "agents/mechanisms/il2_uptake.hpp"
#include "agents/mechanisms/islet_confinement.hpp"
#include "agents/mechanisms/islet_section.hpp"
#include "agents/mechanisms/low_dose_il1_proliferation.hpp"
#include "agents/mechanisms/m1_ccl2_secretion.hpp"
#include "agents/mechanisms/m1_cytokine_secretion.hpp"
#include "agents/mechanisms/m1_polarisation.hpp"
#include "agents/mechanisms/m2_il10_secretion.hpp"
#include "agents/mechanisms/m2_polarisation.hpp"
#include "agents/mechanisms/m2_tgf_beta_secretion.hpp"
#include "agents/mechanisms/macrophage_chemotaxis.hpp"
#include "agents/mechanisms/macrophage_death.hpp"
#include "agents/mechanisms/macrophage_departure.hpp"
#include "agents/mechanisms/macrophage_motility.hpp"
#include "agents/mechanisms/macrophage_presentation.hpp"
#include "agents/mechanisms/macrophage_recruitment.hpp"
#include "agents/mechanisms/macrophage_renewal.hpp"
#include "agents/mechanisms/membrane_barrier.hpp"
#include "agents/mechanisms/membrane_degradation.hpp"
#include "agents/mechanisms/membrane_repair.hpp"
#include "agents/mechanisms/membrane_retention.hpp"
#include "agents/mechanisms/mhc1_upregulation.hpp"
#include "agents/mechanisms/mitotic_vulnerability.hpp"
#include "agents/mechanisms/msc_b_cell_suppression.hpp"
#include "agents/mechanisms/msc_beta_protection.hpp"
#include "agents/mechanisms/msc_death.hpp"
#include "agents/mechanisms/msc_dendritic_suppression.hpp"
#include "agents/mechanisms/msc_ev_secretion.hpp"
#include "agents/mechanisms/msc_extravasation.hpp"
#include "agents/mechanisms/msc_licensing.hpp"
#include "agents/mechanisms/msc_m1_suppression.hpp"
#include "agents/mechanisms/msc_migration.hpp"
#include "agents/mechanisms/msc_secretion.hpp"
#include "agents/mechanisms/necrotic_lysis.hpp"
#include "agents/mechanisms/neoantigen_formation.hpp"
#include "agents/mechanisms/neonatal_death_wave.hpp"
#include "agents/mechanisms/oxidative_stress.hpp"
#include "agents/mechanisms/oxygen_consumption.hpp"
#include "agents/mechanisms/oxygen_supply.hpp"
#include "agents/mechanisms/pdx1_induction.hpp"
#include "agents/mechanisms/regulatory_b_cell_conversion.hpp"
#include "agents/mechanisms/regulatory_b_cell_il10_secretion.hpp"
#include "agents/mechanisms/regulatory_conversion.hpp"
#include "agents/mechanisms/regulatory_suppression.hpp"
#include "agents/mechanisms/regulatory_tgf_beta_secretion.hpp"
#include "agents/mechanisms/secondary_necrosis.hpp"
#include "agents/mechanisms/stress_death.hpp"
#include "agents/mechanisms/t_cell_chemotaxis.hpp"
#include "agents/mechanisms/t_cell_death.hpp"
#include "agents/mechanisms/t_cell_egress.hpp"
#include "agents/mechanisms/t_cell_exhaustion.hpp"
#include "agents/mechanisms/t_cell_motility.hpp"
#include "agents/mechanisms/t_cell_proliferation.hpp"
#include "agents/mechanisms/viral_infection.hpp"
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
