// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/dendritic_cells.hpp"

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

}  // namespace isletsim
