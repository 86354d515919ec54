// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/cd8_t_cells.hpp"

#include "core/base/error.hpp"

namespace isletsim {

std::string_view to_string(Cd8Fate fate) {
  switch (fate) {
    case Cd8Fate::death: return "death";
    case Cd8Fate::exhaustion: return "exhaustion";
    case Cd8Fate::egress: return "egress";
    case Cd8Fate::division: return "division";
    case Cd8Fate::count: break;
  }
  throw InternalError("unknown fate of a CD8⁺ T cell");
}

Cd8TCells::Cd8TCells()
    : MotilePopulation("cd8_t_cells", "CD8⁺ T cells", Layer::motile, 11.1, 0x0072B2) {}

}  // namespace isletsim
