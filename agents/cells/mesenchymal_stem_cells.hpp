// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/engine/population.hpp"

namespace isletsim {

class Islet;
struct Now;

enum class MscState : std::uint8_t { arrested, extravasated };
enum class MscFate : std::uint8_t { death, extravasation, count };

/// Mesenchymal stem cells: they arrest at endothelium that presents chemokine, extravasate,
/// migrate, secrete and suppress.
class MesenchymalStemCells final : public MotilePopulation {
 public:
  static constexpr std::size_t number = 9;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"mesenchymal_stem_cell"};

  MesenchymalStemCells();

  Column<std::uint8_t> state{
      *this,
      {.name = "state",
       .unit = "1",
       .doc = "arrested at endothelium or extravasated",
       .labels = {{0, "arrested", 0xF4B6D2}, {1, "extravasated", 0xCC79A7}}}};
  Column<std::uint8_t> cxcr4{
      *this, {.name = "cxcr4", .unit = "1", .doc = "whether the cell expresses CXCR4"}};
  Column<std::uint8_t> cx3cr1{
      *this, {.name = "cx3cr1", .unit = "1", .doc = "whether the cell expresses CX3CR1"}};
  StateVariable licensing{
      *this,
      {.name = "licensing", .unit = "1", .doc = "licensing by inflammation, 0.2 to 1"},
      0.2F};

  CompetingRisks fate{*this, static_cast<std::size_t>(MscFate::count)};

  [[nodiscard]] bool extravasated(std::size_t row) const {
    return state[row] == static_cast<std::uint8_t>(MscState::extravasated);
  }

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);
};

}  // namespace isletsim
