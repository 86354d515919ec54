// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/leukocytes.hpp"
#include "agents/islet/islet_state.hpp"

namespace isletsim {

class Islet;
struct Now;

/// What a B cell is: naive, activated by antigen that it took up, or regulatory.
enum class BCellState : std::uint8_t { naive, activated, regulatory };

/// The class of lymphocytes in the blood that B cells in a state make up.
[[nodiscard]] constexpr std::size_t clone_of(BCellState state) {
  return first_b_cell_clone + static_cast<std::size_t>(state);
}

/// What can befall a B cell in the islet.
enum class BCellFate : std::uint8_t { death, egress, activation, departure, to_regulatory, count };

/// B cells in the islet: they take up antigen of necrotic β cells, which activates them, and carry
/// it to the lymph node; regulatory ones secrete IL-10.
class BCells final : public Leukocytes {
 public:
  using Fate = BCellFate;
  static constexpr std::size_t number = 6;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"b_cell"};

  BCells();

  Column<std::uint8_t> state{
      *this,
      {.name = "state",
       .unit = "1",
       .doc = "naive, activated or regulatory",
       .labels = {
           {0, "naive", 0xC9B458}, {1, "activated", 0x8C6D00}, {2, "regulatory", 0xE3D7A3}}}};
  StateVariable antigen{
      *this,
      {.name = "antigen", .unit = "1", .doc = "islet antigen taken up, in β-cell equivalents"},
      0};
  StateVariable msc_suppression{
      *this, {.name = "msc_suppression", .unit = "1", .doc = "suppression by MSCs, 0 to 1"}, 0};

  CompetingRisks fate{*this, static_cast<std::size_t>(BCellFate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);

  [[nodiscard]] bool is(BCellState wanted, std::size_t row) const {
    return state[row] == static_cast<std::uint8_t>(wanted);
  }
  /// Whether the cell stays where it is in this step: B cells never do.
  [[nodiscard]] bool held(std::size_t, std::int64_t) const { return false; }
  [[nodiscard]] std::size_t clone_class(std::size_t row) const {
    return clone_of(static_cast<BCellState>(state[row]));
  }
  /// Makes the cell one of that class.
  void set_clone_class(std::size_t row, std::size_t clone) {
    state[row] = static_cast<std::uint8_t>(clone - first_b_cell_clone);
  }
};

}  // namespace isletsim
