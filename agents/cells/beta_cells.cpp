// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/beta_cells.hpp"

#include <array>

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

namespace {

std::vector<Label> cause_labels() {
  return {{static_cast<int>(BetaFate::turnover), "turnover", 0x999999},
          {static_cast<int>(BetaFate::neonatal_wave), "neonatal_wave", 0xBBBB77},
          {static_cast<int>(BetaFate::virus), "virus", 0x7570B3},
          {static_cast<int>(BetaFate::bacteria), "bacteria", 0xE7298A},
          {static_cast<int>(BetaFate::killed), "killed", 0xD7191C},
          {static_cast<int>(BetaFate::cytokines), "cytokines", 0xFDAE61},
          {static_cast<int>(BetaFate::stress), "stress", 0xA6611A},
          {static_cast<int>(BetaFate::hypoxia), "hypoxia", 0x2C7BB6},
          {static_cast<int>(BetaFate::count), "none", 0x33A02C}};
}

}  // namespace

std::vector<Label> viability_labels() {
  return {{0, "alive", 0x33A02C}, {1, "apoptotic", 0xB2DF8A}, {2, "necrotic", 0x6A3D1A}};
}

std::string_view to_string(BetaFate fate) {
  switch (fate) {
    case BetaFate::turnover: return "turnover";
    case BetaFate::neonatal_wave: return "neonatal_wave";
    case BetaFate::virus: return "virus";
    case BetaFate::bacteria: return "bacteria";
    case BetaFate::killed: return "killed";
    case BetaFate::cytokines: return "cytokines";
    case BetaFate::stress: return "stress";
    case BetaFate::hypoxia: return "hypoxia";
    case BetaFate::secondary_necrosis: return "secondary_necrosis";
    case BetaFate::lysis: return "lysis";
    case BetaFate::division: return "division";
    case BetaFate::count: break;
  }
  throw InternalError("unknown fate of a β cell");
}

BetaCells::BetaCells()
    : Population("beta_cells", "β cells", Layer::tissue, 12.5, 0x33A02C),
      cause_of_death(*this,
                     {.name = "cause_of_death",
                      .unit = "1",
                      .doc = "what killed the cell",
                      .labels = cause_labels(),
                      .shown = false},
                     static_cast<std::uint8_t>(BetaFate::count)) {}

void BetaCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<BetaFate>(*this, now.phenotype_step, random, [&](std::size_t row, BetaFate what) {
    switch (what) {
      case BetaFate::division: islet.divide_later<BetaCells>(row); break;
      case BetaFate::lysis:
        ++islet.ledger().lysed[0];
        islet.remove_later<BetaCells>(row);
        break;
      case BetaFate::secondary_necrosis:
        ++islet.ledger().secondary_necroses[0];
        viability[row] = static_cast<std::uint8_t>(Viability::necrotic);
        break;
      default:
        viability[row] = static_cast<std::uint8_t>(Viability::apoptotic);
        cause_of_death[row] = static_cast<std::uint8_t>(what);
        ++islet.ledger().beta_deaths[0];
        ++islet.ledger().beta_deaths_by[static_cast<std::size_t>(what)];
        if (what == BetaFate::killed) ++islet.ledger().kills[0];
        islet.record(now.time, "beta_death", to_string(what));
    }
  });
}

}  // namespace isletsim
