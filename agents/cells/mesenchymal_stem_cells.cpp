// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/mesenchymal_stem_cells.hpp"

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

}  // namespace isletsim
