// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/dendritic_cells.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(DendriticFate fate) {
  switch (fate) {
    case DendriticFate::death: return "death";
    case DendriticFate::departure: return "departure";
    case DendriticFate::count: break;
  }
  throw InternalError("unknown fate of a dendritic cell");
}

DendriticCells::DendriticCells()
    : MotilePopulation("dendritic_cells", "dendritic cells", Layer::motile, 13.9, 0x9467BD) {}

void DendriticCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  for (std::size_t row = 0; row < this->size(); ++row) {
    const std::size_t drawn =
        fate.draw(row, now.phenotype_step, random(Purpose::competing_risks, this->id_of(row)));
    if (drawn == CompetingRisks::none) continue;
    if (static_cast<DendriticFate>(drawn) == DendriticFate::departure) {
      islet.outbox().departed.push_back({id[row], static_cast<double>(antigen[row]),
                                         static_cast<double>(maturity[row]),
                                         static_cast<double>(costimulation[row])});
      islet.record(now.time, "dendritic_cell_departure", "");
    }
    islet.remove_later<DendriticCells>(row);
  }
}

}  // namespace isletsim
