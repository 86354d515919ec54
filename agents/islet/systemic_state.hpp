// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

namespace isletsim {

/// What the host sends to an islet for one exchange interval.
struct SystemicState {
  double glucose = 100;       ///< plasma glucose [mg/dl]
  double secretory_load = 1;  ///< insulin demand on each working β cell, relative to health [1]
  bool infected = false;      ///< whether a virus is in the islet
  bool bacteria = false;      ///< whether bacteria are in the islet
};

}  // namespace isletsim
