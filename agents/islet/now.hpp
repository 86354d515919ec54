// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>

namespace isletsim {

/// The present step of an islet.
struct Now {
  std::int64_t step;      ///< motility step, counted from the run's start
  double time;            ///< since the run's start [min]
  double age;             ///< of the patient [min]
  double motility_step;   ///< Δt of rules with Cadence::motility [min]
  double phenotype_step;  ///< Δt of rules with Cadence::phenotype [min]
};

}  // namespace isletsim
