// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/islet/gradients.hpp"

namespace isletsim {

/// The same level and gradient of every factor everywhere.
class UniformGradient final : public Gradients {
 public:
  UniformGradient(double level, Vector3 gradient) : level_(level), gradient_(gradient) {}
  [[nodiscard]] double level(Factor, Site) const override { return level_; }
  [[nodiscard]] Vector3 gradient(Factor, Site) const override { return gradient_; }

 private:
  double level_;
  Vector3 gradient_;
};

}  // namespace isletsim
