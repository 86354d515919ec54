// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/antigen_decay.hpp"
#include "agents/mechanisms/ctl_killing.hpp"
#include "agents/mechanisms/efferocytosis.hpp"
#include "agents/mechanisms/efferocytosis_memory.hpp"
#include "agents/mechanisms/macrophage_chemotaxis.hpp"
#include "agents/mechanisms/macrophage_motility.hpp"

namespace isletsim {

template <class... M>
struct MechanismList {};

/// Every rule of biology that acts on the cells of an islet, in the order in which rules of one
/// phase are called.
using IsletMechanisms = MechanismList<
    // autoimmunity
    CtlKilling,
    // inflammation
    MacrophageChemotaxis, MacrophageMotility,
    // clearance
    Efferocytosis, EfferocytosisMemory,
    // antigen_presentation
    AntigenDecay>;

}  // namespace isletsim
