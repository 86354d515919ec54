// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>
#include <cmath>

#include "agents/cells/leukocytes.hpp"

namespace isletsim {

class Islet;
struct Now;

enum class Cd8State : std::uint8_t { effector, exhausted };

/// What can befall a CD8⁺ T cell in the islet.
enum class Cd8Fate : std::uint8_t { death, exhaustion, egress, division, count };

/// CD8⁺ T cells in the islet: cognate ones bind β cells and kill them; bystanders only pass
/// through.
class Cd8TCells final : public Leukocytes {
 public:
  using Fate = Cd8Fate;
  static constexpr std::size_t number = 4;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"cd8_t_cell"};
  static constexpr std::uint64_t unbound = ~std::uint64_t{0};

  Cd8TCells();

  Column<std::uint8_t> state{*this,
                             {.name = "state",
                              .unit = "1",
                              .doc = "effector or exhausted",
                              .labels = {{0, "effector", 0x0072B2}, {1, "exhausted", 0x56B4E9}}}};
  Column<std::uint8_t> cognate{*this,
                               {.name = "cognate",
                                .unit = "1",
                                .doc = "whether the cell recognises islet antigen",
                                .labels = {{0, "bystander", 0x9AB8D8}, {1, "cognate", 0x0072B2}}}};
  Column<float> avidity{*this,
                        {.name = "avidity",
                         .unit = "1",
                         .doc = "avidity of the receptor, relative to the median precursor"},
                        1};
  Column<std::uint64_t> bound_to{*this,
                                 {.name = "bound_to",
                                  .unit = "1",
                                  .doc = "id of the β cell that the cell is bound to",
                                  .shown = false},
                                 unbound};
  Column<std::uint8_t> clone{
      *this,
      {.name = "clone",
       .unit = "1",
       .doc = "avidity class of the cell's clone; the last is that of bystanders",
       .shown = false}};
  /// Step at which the cell last bound a β cell or killed one.
  Column<std::int64_t> last_engagement{
      *this,
      {.name = "last_engagement",
       .unit = "1",
       .doc = "step at which the cell last bound or killed a β cell, or was engaged otherwise",
       .shown = false},
      -1'000'000'000};
  StateVariable cyclin_d2{
      *this, {.name = "cyclin_d2", .unit = "1", .doc = "cyclin D2, fraction of uninhibited"}, 1};
  StateVariable p27{
      *this, {.name = "p27", .unit = "1", .doc = "p27kip1, fraction of fully inhibited"}, 0};
  StateVariable regulatory_suppression{*this,
                                       {.name = "regulatory_suppression",
                                        .unit = "1",
                                        .doc = "suppression by regulatory T cells, 0 to 1"},
                                       0};
  StateVariable missing_cytotoxicity{*this,
                                     {.name = "missing_cytotoxicity",
                                      .unit = "1",
                                      .doc = "share of its power to kill that the cell lacks"},
                                     0};
  Column<std::int64_t> divisions{*this,
                                 {.name = "divisions",
                                  .unit = "1",
                                  .doc = "divisions in the islet",
                                  .role = ColumnRole::tally}};

  CompetingRisks fate{*this, static_cast<std::size_t>(Cd8Fate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);

  [[nodiscard]] bool bound(std::size_t row) const { return bound_to[row] != unbound; }
  [[nodiscard]] bool held(std::size_t row, std::int64_t) const { return this->bound(row); }
  /// Its power to kill in whole steps of 2⁻¹⁶ of an armed cell's, so that sums do not depend on
  /// the order of cells.
  [[nodiscard]] std::int32_t cytotoxicity(std::size_t row) const {
    return static_cast<std::int32_t>(std::lround(
        cytotoxicity_unit * (1 - std::clamp(double{missing_cytotoxicity[row]}, 0.0, 1.0))));
  }
  static constexpr double cytotoxicity_unit = 65536;
  [[nodiscard]] bool can_divide(std::size_t row) const { return this->effector(row); }
  [[nodiscard]] bool effector(std::size_t row) const {
    return state[row] == static_cast<std::uint8_t>(Cd8State::effector);
  }

  /// Intends to bind the β cell with this id in the present step.
  void intend_to_bind(std::size_t row, std::uint64_t beta) {
    binding_intents_.push_back({row, beta});
  }
  /// Intends to let go of its β cell in the present step.
  void intend_to_detach(std::size_t row) { detaching_rows_.push_back(row); }
  /// Intends to be engaged, without binding, in the present step.
  void intend_to_engage(std::size_t row) { engaging_rows_.push_back(row); }
  struct Binding {
    std::size_t row;
    std::uint64_t beta;
  };
  [[nodiscard]] std::span<const Binding> binding_intents() const { return binding_intents_; }
  [[nodiscard]] std::span<const std::size_t> detaching_rows() const { return detaching_rows_; }
  [[nodiscard]] std::span<const std::size_t> engaging_rows() const { return engaging_rows_; }
  void clear_intents() {
    binding_intents_.clear();
    detaching_rows_.clear();
    engaging_rows_.clear();
  }

 private:
  std::vector<Binding> binding_intents_;
  std::vector<std::size_t> detaching_rows_;
  std::vector<std::size_t> engaging_rows_;
};

}  // namespace isletsim
