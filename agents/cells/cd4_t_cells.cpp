// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/cd4_t_cells.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

Cd4TCells::Cd4TCells() : Leukocytes("cd4_t_cells", "CD4⁺ T cells", Layer::motile, 10.2, 0x17BECF) {}

void Cd4TCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  // The body counts a cell that changes its subset as one that died and one that was born.
  const auto become = [&](std::size_t row, Cd4Subset wanted) {
    ++islet.outbox().t_cell_deaths[this->clone_class(row)];
    subset[row] = static_cast<std::uint8_t>(wanted);
    ++islet.outbox().t_cell_births[this->clone_class(row)];
  };
  fate.draw_each<Cd4Fate>(*this, now.phenotype_step, random, [&](std::size_t row, Cd4Fate what) {
    switch (what) {
      case Cd4Fate::division: islet.divide_later<Cd4TCells>(row); break;
      case Cd4Fate::to_th1: become(row, Cd4Subset::th1); break;
      case Cd4Fate::to_th17: become(row, Cd4Subset::th17); break;
      case Cd4Fate::to_treg: become(row, Cd4Subset::treg); break;
      case Cd4Fate::egress:
        ++islet.outbox().t_cells[this->clone_class(row)];
        islet.remove_later<Cd4TCells>(row);
        break;
      case Cd4Fate::death:
        ++islet.outbox().t_cell_deaths[this->clone_class(row)];
        islet.remove_later<Cd4TCells>(row);
        break;
      case Cd4Fate::count: throw InternalError("no fate of a CD4⁺ T cell");
    }
  });
}

}  // namespace isletsim
