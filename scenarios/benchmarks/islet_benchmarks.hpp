// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/benchmarks/measurement.hpp"

namespace isletsim {

/// Measures the cost of a simulated year of one human islet on one core, all mechanisms on: the
/// time of its factors, and that of its cells and the host, in the first week, in the sixth, and
/// over all six. `quick` simulates ten days.
void benchmark_islet(bool quick, const MeasurementSink& sink);

}  // namespace isletsim
