// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <functional>
#include <string>

namespace isletsim {

/// One figure of a benchmark.
struct Measurement {
  std::string what;  ///< the case
  std::string size;  ///< "32x32x32"
  int threads;
  std::string metric;  ///< named with its unit: ns_per_voxel_factor
  double value;
  std::string unit;
};

/// Takes the figures one by one, as they are measured.
using MeasurementSink = std::function<void(const Measurement&)>;

}  // namespace isletsim
