// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/mechanisms/apc_costimulation.hpp"
#include "agents/host/mechanisms/apc_licensing.hpp"
#include "agents/host/mechanisms/apc_lifespan.hpp"
#include "agents/host/mechanisms/autoantibody_production.hpp"
#include "agents/host/mechanisms/b_cell_help.hpp"
#include "agents/host/mechanisms/b_cell_recruitment.hpp"
#include "agents/host/mechanisms/bacterial_trigger.hpp"
#include "agents/host/mechanisms/blood_t_cell_death.hpp"
#include "agents/host/mechanisms/central_tolerance_gap.hpp"
#include "agents/host/mechanisms/clonal_expansion.hpp"
#include "agents/host/mechanisms/disease_stage.hpp"
#include "agents/host/mechanisms/endothelial_activation.hpp"
#include "agents/host/mechanisms/glucose_steady_state.hpp"
#include "agents/host/mechanisms/helper_polarisation.hpp"
#include "agents/host/mechanisms/insulin_demand_trigger.hpp"
#include "agents/host/mechanisms/insulitis_count.hpp"
#include "agents/host/mechanisms/msc_homing.hpp"
#include "agents/host/mechanisms/msc_infusion.hpp"
#include "agents/host/mechanisms/naive_recirculation.hpp"
#include "agents/host/mechanisms/naive_renewal.hpp"
#include "agents/host/mechanisms/plasma_cell_death.hpp"
#include "agents/host/mechanisms/plasma_cell_formation.hpp"
#include "agents/host/mechanisms/regulatory_set_point.hpp"
#include "agents/host/mechanisms/t_cell_extravasation.hpp"
#include "agents/host/mechanisms/t_cell_priming.hpp"
#include "agents/host/mechanisms/viral_trigger.hpp"
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
