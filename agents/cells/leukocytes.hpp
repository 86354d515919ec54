// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/engine/population.hpp"

namespace isletsim {

/// Cells of one type that come from blood or marrow (CD45⁺) and move in the islet: together they are
/// its infiltrate.
class Leukocytes : public MotilePopulation {
 public:
  using MotilePopulation::MotilePopulation;
  [[nodiscard]] std::string_view group() const final { return "leukocytes"; }
};

}  // namespace isletsim
