// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/cd8_t_cells.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

Cd8TCells::Cd8TCells() : Leukocytes("cd8_t_cells", "CD8⁺ T cells", Layer::motile, 11.1, 0x0072B2) {}

void Cd8TCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  fate.draw_each<Cd8Fate>(*this, now.phenotype_step, random, [&](std::size_t row, Cd8Fate what) {
    switch (what) {
      case Cd8Fate::division: islet.divide_later<Cd8TCells>(row); break;
      case Cd8Fate::exhaustion: state[row] = static_cast<std::uint8_t>(Cd8State::exhausted); break;
      case Cd8Fate::egress:
        ++islet.outbox().t_cells[clone[row]];
        islet.remove_later<Cd8TCells>(row);
        break;
      case Cd8Fate::death:
        ++islet.outbox().t_cell_deaths[clone[row]];
        islet.remove_later<Cd8TCells>(row);
        break;
      case Cd8Fate::count: throw InternalError("no fate of a CD8⁺ T cell");
    }
  });
}

}  // namespace isletsim
