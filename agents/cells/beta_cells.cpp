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

std::vector<Label> phase_labels() {
  return {{static_cast<int>(CyclePhase::resting), "resting", 0x33A02C},
          {static_cast<int>(CyclePhase::entering), "entering_cycle", 0xC7E9B4},
          {static_cast<int>(CyclePhase::g1), "G1", 0x7FCDBB},
          {static_cast<int>(CyclePhase::s), "S", 0x1D91C0},
          {static_cast<int>(CyclePhase::g2m), "G2M", 0x253494},
          {static_cast<int>(CyclePhase::waiting), "waiting_for_room", 0xE6550D}};
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
    case BetaFate::cycle_entry: return "cycle_entry";
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
                     static_cast<std::uint8_t>(BetaFate::count)),
      cycle_phase(*this, {.name = "cycle_phase",
                          .unit = "1",
                          .doc = "phase of the cell cycle",
                          .labels = phase_labels()}) {}

void BetaCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<BetaFate>(*this, now.phenotype_step, random, [&](std::size_t row, BetaFate what) {
    switch (what) {
      case BetaFate::cycle_entry:
        this->set_phase(row, CyclePhase::entering);
        cycle_entry[row] = now.step;
        break;
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
        this->set_phase(row, CyclePhase::resting);
        cause_of_death[row] = static_cast<std::uint8_t>(what);
        ++islet.ledger().beta_deaths[0];
        ++islet.ledger().beta_deaths_by[static_cast<std::size_t>(what)];
        if (what == BetaFate::killed) ++islet.ledger().kills[0];
        islet.record(now.time, "beta_death", to_string(what));
    }
  });
  for (const PhaseIntent& intent : phase_intents_)
    if (this->alive(intent.row)) this->set_phase(intent.row, intent.phase);
  for (const std::size_t row : dividing_rows_)
    if (this->alive(row)) islet.divide_later<BetaCells>(row);
}

}  // namespace isletsim
