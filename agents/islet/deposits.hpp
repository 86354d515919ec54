// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/factor.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// What cells release to and take from the factors in the coming factor step.
class Deposits {
 public:
  virtual ~Deposits() = default;
  /// Secretion by a cell at `site` [molecules/min].
  virtual void secrete(Factor factor, Site site, double rate) = 0;
  /// First-order exchange of the site with a pool at `level`: a flux rate · (level − c) per site;
  /// rate [1/min].
  virtual void exchange(Factor factor, Site site, double rate, double level) = 0;
  /// Saturable uptake by a cell: maximum · c / (half_saturation + c); maximum [molecules/min].
  virtual void take_up(Factor factor, Site site, double maximum, double half_saturation) = 0;
};

}  // namespace isletsim
