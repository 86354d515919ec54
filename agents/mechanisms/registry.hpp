// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/mechanisms/ctl_killing.hpp"

namespace isletsim {

template <class... M>
struct MechanismList {};

/// Every rule of biology that acts on the cells of an islet, in the order in which rules of one
/// phase are called.
using IsletMechanisms = MechanismList<  //
    CtlKilling>;

}  // namespace isletsim
