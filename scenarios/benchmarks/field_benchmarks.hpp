// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/benchmarks/measurement.hpp"

namespace isletsim {

/// Measures the factor fields: one solve against the machine's memory, the error that a cost buys,
/// the cost of a simulated minute of an islet, and what its steps and voxels cost in accuracy.
/// `quick` leaves out the larger half, the accuracy in an islet included.
void benchmark_fields(bool quick, const MeasurementSink& sink);

}  // namespace isletsim
