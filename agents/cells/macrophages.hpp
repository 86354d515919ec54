// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/leukocytes.hpp"

namespace isletsim {

class Islet;
struct Now;

enum class MacrophagePhenotype : std::uint8_t { m0, m1, m2 };
enum class MacrophageFate : std::uint8_t { death, departure, to_m1, to_m2, count };

/// Macrophages: they clear dead cells, polarise, and secrete.
class Macrophages final : public Leukocytes {
 public:
  static constexpr std::size_t number = 7;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"macrophage"};

  Macrophages();

  Column<std::uint8_t> phenotype{
      *this,
      {.name = "phenotype",
       .unit = "1",
       .doc = "M0, M1 or M2",
       .labels = {{0, "M0", 0x8FBC8F}, {1, "M1", 0xD55E00}, {2, "M2", 0x009E73}}}};
  StateVariable antigen{
      *this,
      {.name = "antigen", .unit = "1", .doc = "islet antigen carried, in β cells engulfed"},
      0};
  StateVariable efferocytosis{
      *this,
      {.name = "efferocytosis", .unit = "1", .doc = "memory of engulfed apoptotic cells, 0 to 1"},
      0};
  StateVariable necrotic_meal{
      *this,
      {.name = "necrotic_meal", .unit = "1", .doc = "memory of engulfed necrotic cells, 0 to 1"},
      0};
  StateVariable msc_suppression{
      *this,
      {.name = "msc_suppression", .unit = "1", .doc = "suppression by MSCs nearby, 0 to 1"},
      0};
  Column<std::int64_t> engulfed{
      *this, {.name = "engulfed", .unit = "cell", .doc = "dead cells engulfed so far"}};

  CompetingRisks fate{*this, static_cast<std::size_t>(MacrophageFate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);

  [[nodiscard]] bool is(MacrophagePhenotype wanted, std::size_t row) const {
    return phenotype[row] == static_cast<std::uint8_t>(wanted);
  }

  /// Intends to engulf the dead β cell with this id in the present step.
  void intend_to_engulf(std::size_t row, std::uint64_t beta) {
    engulfing_intents_.push_back({row, beta});
  }
  struct Engulfing {
    std::size_t row;
    std::uint64_t beta;
  };
  [[nodiscard]] std::span<const Engulfing> engulfing_intents() const { return engulfing_intents_; }
  /// Takes in a dead cell.
  void swallow(std::size_t row, bool necrotic) {
    ++engulfed[row];
    antigen.set(row, static_cast<double>(antigen[row]) + 1);
    (necrotic ? necrotic_meal : efferocytosis).set(row, 1);
  }
  void clear_intents() { engulfing_intents_.clear(); }

 private:
  std::vector<Engulfing> engulfing_intents_;
};

}  // namespace isletsim
