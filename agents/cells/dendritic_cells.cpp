// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/dendritic_cells.hpp"

#include "agents/islet/islet.hpp"

namespace isletsim {

DendriticCells::DendriticCells()
    : Leukocytes("dendritic_cells", "dendritic cells", Layer::motile, 13.9, 0x9467BD) {}

void DendriticCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<DendriticFate>(
      *this, now.phenotype_step, random, [&](std::size_t row, DendriticFate what) {
        if (what == DendriticFate::departure) {
          islet.outbox().departed.push_back(
              {id[row], ApcKind::dendritic_cell, static_cast<double>(antigen[row]),
               static_cast<double>(maturity[row]), static_cast<double>(costimulation[row]),
               static_cast<double>(msc_suppression[row])});
          islet.record(now.time, "dendritic_cell_departure", "");
        }
        islet.remove_later<DendriticCells>(row);
      });
}

}  // namespace isletsim
