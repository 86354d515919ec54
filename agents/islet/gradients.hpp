// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/factor.hpp"
#include "core/base/ids.hpp"
#include "core/space/lattice.hpp"

namespace isletsim {

/// Concentration and gradient of a factor at a site: the concentrations are those that every rule
/// reads there.
class Gradients {
 public:
  virtual ~Gradients() = default;
  [[nodiscard]] virtual double level(Factor factor, Site site) const = 0;
  /// [unit/µm]
  [[nodiscard]] virtual Vector3 gradient(Factor factor, Site site) const = 0;
};

}  // namespace isletsim
