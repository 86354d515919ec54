// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/benchmarks/measurement.hpp"

namespace isletsim {

/// Measures the factor fields: the time of one solve against that of memory access, the error
/// against the cost, the cost of a simulated minute of an islet, and the errors due to its steps
/// and voxels. `quick` leaves out the larger half, the accuracy in an islet included.
void benchmark_fields(bool quick, const MeasurementSink& sink);

}  // namespace isletsim
