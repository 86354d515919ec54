// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/mesenchymal_stem_cells.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(MscFate fate) {
  switch (fate) {
    case MscFate::death: return "death";
    case MscFate::extravasation: return "extravasation";
    case MscFate::count: break;
  }
  throw InternalError("unknown fate of a mesenchymal stem cell");
}

MesenchymalStemCells::MesenchymalStemCells()
    : MotilePopulation("mesenchymal_stem_cells", "mesenchymal stem cells", Layer::motile, 20.0,
                       0xCC79A7) {}

void MesenchymalStemCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  for (std::size_t row = 0; row < this->size(); ++row) {
    const std::size_t drawn =
        fate.draw(row, now.phenotype_step, random(Purpose::competing_risks, this->id_of(row)));
    if (drawn == CompetingRisks::none) continue;
    if (static_cast<MscFate>(drawn) == MscFate::extravasation) {
      state[row] = static_cast<std::uint8_t>(MscState::extravasated);
      islet.record(now.time, "msc_extravasation", "");
    } else {
      islet.remove_later<MesenchymalStemCells>(row);
      islet.record(now.time, "msc_death", "");
    }
  }
}

}  // namespace isletsim
