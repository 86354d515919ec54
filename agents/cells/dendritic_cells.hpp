// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/leukocytes.hpp"

namespace isletsim {

class Islet;
struct Now;

enum class DendriticFate : std::uint8_t { death, departure, count };

/// Dendritic cells in the islet: they take up antigen of dead β cells, mature, and leave for the
/// lymph node.
class DendriticCells final : public Leukocytes {
 public:
  static constexpr std::size_t number = 8;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"dendritic_cell"};

  DendriticCells();

  StateVariable antigen{
      *this,
      {.name = "antigen", .unit = "1", .doc = "islet antigen taken up, in β-cell equivalents"},
      0};
  StateVariable maturity{
      *this, {.name = "maturity", .unit = "1", .doc = "0 immature to 1 mature"}, 0};
  StateVariable costimulation{
      *this, {.name = "costimulation", .unit = "1", .doc = "CD80 and CD86, 0 to 1"}, 0};
  StateVariable msc_suppression{
      *this, {.name = "msc_suppression", .unit = "1", .doc = "suppression by MSCs, 0 to 1"}, 0};

  CompetingRisks fate{*this, static_cast<std::size_t>(DendriticFate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);
};

}  // namespace isletsim
