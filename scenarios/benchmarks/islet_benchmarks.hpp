// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/benchmarks/measurement.hpp"

namespace isletsim {

/// Measures what a year of one human islet costs on one core, all mechanisms on: what its factors
/// take, and what its cells and the host take, in the first week, in the sixth, and over all six.
/// `quick` simulates ten days.
void benchmark_islet(bool quick, const MeasurementSink& sink);

}  // namespace isletsim
