// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/leukocytes.hpp"
#include "agents/islet/islet_state.hpp"

namespace isletsim {

class Islet;
struct Now;

/// What a CD4⁺ T cell became: a helper, undifferentiated or of type 1 or 17, or a regulator.
enum class Cd4Subset : std::uint8_t { th0, th1, th17, treg };

/// The class of T cells in blood and lymph node that a subset of cognate CD4⁺ T cells makes up.
[[nodiscard]] constexpr std::size_t clone_of(Cd4Subset subset) {
  return first_cd4_clone + static_cast<std::size_t>(subset);
}

/// What can befall a CD4⁺ T cell in the islet.
enum class Cd4Fate : std::uint8_t { death, egress, division, to_th1, to_th17, to_treg, count };

/// CD4⁺ T cells in the islet: helpers that answer to islet antigen on antigen-presenting cells with
/// cytokines, regulatory T cells, and bystanders, which stay undifferentiated.
class Cd4TCells final : public Leukocytes {
 public:
  using Fate = Cd4Fate;
  static constexpr std::size_t number = 5;
  static constexpr Layer place = Layer::motile;
  /// How many there are at the start, and of what kind each is.
  static constexpr Draws<1> draws{"cd4_t_cell"};

  Cd4TCells();

  Column<std::uint8_t> subset{*this,
                              {.name = "subset",
                               .unit = "1",
                               .doc = "Th0, Th1, Th17 or Treg",
                               .labels = {{0, "Th0", 0x17BECF},
                                          {1, "Th1", 0xAA3377},
                                          {2, "Th17", 0xEE6677},
                                          {3, "Treg", 0x228833}}}};
  Column<std::uint8_t> cognate{*this,
                               {.name = "cognate",
                                .unit = "1",
                                .doc = "whether the cell recognises islet antigen",
                                .labels = {{0, "bystander", 0xB5E3E8}, {1, "cognate", 0x17BECF}}},
                               1};
  Column<std::int64_t> last_engagement{*this,
                                       {.name = "last_engagement",
                                        .unit = "1",
                                        .doc = "step at which the cell last recognised antigen",
                                        .shown = false},
                                       -1'000'000'000};
  Column<std::int64_t> held_until{*this,
                                  {.name = "held_until",
                                   .unit = "1",
                                   .doc = "step until which the cell stays at an "
                                          "antigen-presenting cell",
                                   .shown = false},
                                  -1};
  StateVariable cyclin_d2{
      *this, {.name = "cyclin_d2", .unit = "1", .doc = "cyclin D2, fraction of uninhibited"}, 1};
  StateVariable p27{
      *this, {.name = "p27", .unit = "1", .doc = "p27kip1, fraction of fully inhibited"}, 0};
  Column<std::int64_t> divisions{*this,
                                 {.name = "divisions",
                                  .unit = "1",
                                  .doc = "divisions in the islet",
                                  .role = ColumnRole::tally}};

  CompetingRisks fate{*this, static_cast<std::size_t>(Cd4Fate::count)};

  /// Draws and applies what befalls each cell in this phenotype step.
  void apply_fates(Islet& islet, const Now& now, const RandomSource& random);

  [[nodiscard]] bool is(Cd4Subset wanted, std::size_t row) const {
    return subset[row] == static_cast<std::uint8_t>(wanted);
  }
  [[nodiscard]] bool effector(std::size_t row) const { return !this->is(Cd4Subset::treg, row); }
  [[nodiscard]] bool can_divide(std::size_t) const { return true; }
  /// Whether the cell stays where it is in this step.
  [[nodiscard]] bool held(std::size_t row, std::int64_t step) const {
    return step < held_until[row];
  }
  [[nodiscard]] std::size_t clone_class(std::size_t row) const {
    return cognate[row] == 0 ? cd4_bystander_clone : clone_of(static_cast<Cd4Subset>(subset[row]));
  }
  /// Makes the cell one of that class.
  void set_clone_class(std::size_t row, std::size_t clone) {
    cognate[row] = clone == cd4_bystander_clone ? 0 : 1;
    subset[row] =
        static_cast<std::uint8_t>(clone == cd4_bystander_clone ? 0 : clone - first_cd4_clone);
  }

  /// Recognises antigen in the present step, and stays for `steps` steps.
  void intend_to_engage(std::size_t row, std::int64_t steps) { engaging_.push_back({row, steps}); }
  struct Engagement {
    std::size_t row;
    std::int64_t steps;
  };
  [[nodiscard]] std::span<const Engagement> engagement_intents() const { return engaging_; }
  void clear_intents() { engaging_.clear(); }

 private:
  std::vector<Engagement> engaging_;
};

}  // namespace isletsim
