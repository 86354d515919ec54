// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/antigen_presentation/apc_costimulation.hpp"
#include "agents/mechanisms/antigen_presentation/apc_licensing.hpp"
#include "agents/mechanisms/antigen_presentation/apc_lifespan.hpp"
#include "agents/mechanisms/autoimmunity/blood_t_cell_death.hpp"
#include "agents/mechanisms/autoimmunity/central_tolerance_gap.hpp"
#include "agents/mechanisms/autoimmunity/clonal_expansion.hpp"
#include "agents/mechanisms/autoimmunity/helper_polarisation.hpp"
#include "agents/mechanisms/autoimmunity/naive_recirculation.hpp"
#include "agents/mechanisms/autoimmunity/naive_renewal.hpp"
#include "agents/mechanisms/autoimmunity/regulatory_set_point.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_extravasation.hpp"
#include "agents/mechanisms/autoimmunity/t_cell_priming.hpp"
#include "agents/mechanisms/b_cells/autoantibody_production.hpp"
#include "agents/mechanisms/b_cells/b_cell_help.hpp"
#include "agents/mechanisms/b_cells/b_cell_recruitment.hpp"
#include "agents/mechanisms/b_cells/plasma_cell_death.hpp"
#include "agents/mechanisms/b_cells/plasma_cell_formation.hpp"
#include "agents/mechanisms/inflammation/endothelial_activation.hpp"
#include "agents/mechanisms/metabolism/glucose_steady_state.hpp"
#include "agents/mechanisms/msc/msc_homing.hpp"
#include "agents/mechanisms/observation/disease_stage.hpp"
#include "agents/mechanisms/observation/insulitis_count.hpp"
#include "agents/mechanisms/therapy/msc_infusion.hpp"
#include "agents/mechanisms/trigger/bacterial_trigger.hpp"
#include "agents/mechanisms/trigger/insulin_demand_trigger.hpp"
#include "agents/mechanisms/trigger/viral_trigger.hpp"
#include "core/engine/mechanism.hpp"

namespace isletsim {

/// Every rule of biology that acts in lymph node, blood and plasma, in the order in which they act
/// in an exchange.
using HostMechanisms = MechanismList<  //
    CentralToleranceGap, NaiveRecirculation, ViralTrigger, BacterialTrigger, InsulinDemandTrigger,
    MscInfusion, ApcLifespan, ApcLicensing, ApcCostimulation, NaiveRenewal, BCellHelp, TCellPriming,
    HelperPolarisation, ClonalExpansion, RegulatorySetPoint, BCellRecruitment, PlasmaCellFormation,
    PlasmaCellDeath, AutoantibodyProduction, BloodTCellDeath, EndothelialActivation,
    TCellExtravasation, MscHoming, GlucoseSteadyState, DiseaseStage, InsulitisCount>;

}  // namespace isletsim
