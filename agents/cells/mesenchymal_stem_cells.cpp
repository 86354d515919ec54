// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/mesenchymal_stem_cells.hpp"

#include "agents/islet/islet.hpp"

namespace isletsim {

MesenchymalStemCells::MesenchymalStemCells()
    : MotilePopulation("mesenchymal_stem_cells", "mesenchymal stem cells", Layer::motile, 20.0,
                       0xCC79A7) {}

void MesenchymalStemCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<MscFate>(*this, now.phenotype_step, random, [&](std::size_t row, MscFate what) {
    if (what == MscFate::extravasation) {
      state[row] = static_cast<std::uint8_t>(MscState::extravasated);
      islet.record(now.time, "msc_extravasation", "");
    } else {
      islet.remove_later<MesenchymalStemCells>(row);
      islet.record(now.time, "msc_death", "");
    }
  });
}

}  // namespace isletsim
