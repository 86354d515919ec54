// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "scenarios/benchmarks/measurement.hpp"

namespace isletsim {

/// Measures how a whole run, outputs included, gains from threads: 16 islets of `nod_mouse` for two
/// weeks, frames left out, everything else at its defaults, in pairs of runs with one and with
/// `threads` threads that take turns, day by day. Gives the median of five pairs, and of the runs
/// with one thread the shares of wall time outside parallel loops and in hash, series and
/// checkpoints. `quick`: one pair of half a day. The runs are written to temporary folders, which
/// are removed.
void benchmark_patient(bool quick, int threads, const MeasurementSink& sink);

}  // namespace isletsim
