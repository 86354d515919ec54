// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <span>
#include <vector>

#include "core/engine/population.hpp"

namespace isletsim {

class Islet;
struct Now;

/// Whether an endocrine cell lives. A dead cell holds its site until it is engulfed or lysed.
enum class Viability : std::uint8_t { alive, apoptotic, necrotic };

/// What can befall a β cell: causes of death, the stages after death, and entry into the cell
/// cycle.
enum class BetaFate : std::uint8_t {
  turnover,
  neonatal_wave,
  virus,
  bacteria,
  killed,
  cytokines,
  stress,
  hypoxia,
  secondary_necrosis,
  lysis,
  cycle_entry,
  count
};

/// The fates before this one are causes of death.
inline constexpr auto causes_of_death = static_cast<std::size_t>(BetaFate::secondary_necrosis);

/// Where a β cell is in the cell cycle. One that has gone through G2 and M but finds no room for a
/// daughter waits.
enum class CyclePhase : std::uint8_t { resting, entering, g1, s, g2m, waiting };

[[nodiscard]] std::vector<Label> viability_labels();
[[nodiscard]] std::string_view to_string(BetaFate fate);

/// β cells: they make insulin, present antigen on MHC class I, suffer, die and divide.
class BetaCells final : public Population {
 public:
  static constexpr std::size_t number = 0;  ///< among the islet's populations
  static constexpr Layer place = Layer::tissue;

  BetaCells();

  Column<std::uint8_t> viability{
      *this,
      {.name = "viability", .unit = "1", .doc = "alive or how dead", .labels = viability_labels()}};
  Column<std::uint8_t> cause_of_death;
  StateVariable mhc1{
      *this, {.name = "mhc1", .unit = "1", .doc = "MHC class I, fold over basal"}, 1};
  StateVariable stress{
      *this,
      {.name = "stress", .unit = "1", .doc = "ER and oxidative stress; 1 = CHOP threshold"},
      0};
  StateVariable ros{
      *this,
      {.name = "ros", .unit = "1", .doc = "reactive oxygen species, in the stress they cause"},
      0};
  StateVariable neoantigen{
      *this, {.name = "neoantigen", .unit = "1", .doc = "neo-antigen beyond the basal antigen"}, 0};
  StateVariable protection{
      *this, {.name = "protection", .unit = "1", .doc = "anti-apoptotic protection, 0 to 0.6"}, 0};
  StateVariable pdx1{
      *this, {.name = "pdx1", .unit = "1", .doc = "PDX-1 level, fold over basal"}, 1};
  /// Three-stage delay chain of cytokine damage: what is sensed now kills after about three days.
  StateVariable damage_early{
      *this,
      {.name = "damage_early", .unit = "1", .doc = "cytokine damage, first day", .shown = false},
      0};
  StateVariable damage_middle{
      *this,
      {.name = "damage_middle", .unit = "1", .doc = "cytokine damage, second day", .shown = false},
      0};
  StateVariable damage_late{
      *this,
      {.name = "damage_late", .unit = "1", .doc = "cytokine damage, third day: it kills"},
      0};
  Column<std::int32_t> bound_ctl{
      *this,
      {.name = "bound_ctl", .unit = "cell", .doc = "cognate CD8⁺ T cells bound to the cell"}};
  Column<std::int32_t> bound_cytotoxicity{
      *this,
      {.name = "bound_cytotoxicity",
       .unit = "cell/65536",
       .doc = "what those bound amount to, armed cells in 65536ths",
       .shown = false}};
  Column<std::uint8_t> cycle_phase;
  Column<std::int64_t> cycle_entry{*this,
                                   {.name = "cycle_entry",
                                    .unit = "1",
                                    .doc = "step at which the cell entered the cell cycle",
                                    .shown = false}};
  Column<std::int64_t> last_division{
      *this,
      {.name = "last_division", .unit = "1", .doc = "step of the last division", .shown = false},
      -1'000'000'000};

  CompetingRisks fate{*this, static_cast<std::size_t>(BetaFate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);

  [[nodiscard]] bool alive(std::size_t row) const {
    return viability[row] == static_cast<std::uint8_t>(Viability::alive);
  }
  [[nodiscard]] bool apoptotic(std::size_t row) const {
    return viability[row] == static_cast<std::uint8_t>(Viability::apoptotic);
  }
  [[nodiscard]] bool necrotic(std::size_t row) const {
    return viability[row] == static_cast<std::uint8_t>(Viability::necrotic);
  }
  [[nodiscard]] CyclePhase phase(std::size_t row) const {
    return static_cast<CyclePhase>(cycle_phase[row]);
  }
  void set_phase(std::size_t row, CyclePhase phase) {
    cycle_phase[row] = static_cast<std::uint8_t>(phase);
  }
  /// Intends to be in that phase of the cell cycle after the present step, if it lives.
  void intend_phase(std::size_t row, CyclePhase phase) { phase_intents_.push_back({row, phase}); }
  /// Intends to divide in the present step, if it lives and there is room.
  void intend_to_divide(std::size_t row) { dividing_rows_.push_back(row); }
  struct PhaseIntent {
    std::size_t row;
    CyclePhase phase;
  };
  [[nodiscard]] std::span<const PhaseIntent> phase_intents() const { return phase_intents_; }
  [[nodiscard]] std::span<const std::size_t> dividing_rows() const { return dividing_rows_; }
  void clear_intents() {
    phase_intents_.clear();
    dividing_rows_.clear();
  }

  /// Peptide on MHC class I that a cognate T cell sees, in units of basal antigen at basal MHC; ag0
  /// basal antigen.
  [[nodiscard]] double peptide_mhc(std::size_t row, double basal_antigen) const {
    return (basal_antigen + static_cast<double>(neoantigen[row])) * static_cast<double>(mhc1[row]);
  }

 private:
  std::vector<PhaseIntent> phase_intents_;
  std::vector<std::size_t> dividing_rows_;
};

}  // namespace isletsim
