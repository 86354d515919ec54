// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/cells/b_cells.hpp"

#include "agents/islet/islet.hpp"
#include "core/base/error.hpp"

namespace isletsim {

BCells::BCells() : Leukocytes("b_cells", "B cells", Layer::motile, 9, 0xC9B458) {}

void BCells::apply_fates(Islet& islet, const Now& now, const RandomSource& random) {
  // The body counts a cell that changes its state as one that died and one that was born.
  const auto become = [&](std::size_t row, BCellState wanted) {
    ++islet.outbox().t_cell_deaths[this->clone_class(row)];
    state[row] = static_cast<std::uint8_t>(wanted);
    ++islet.outbox().t_cell_births[this->clone_class(row)];
  };
  fate.draw_each<BCellFate>(*this, now.phenotype_step, random,
                            [&](std::size_t row, BCellFate what) {
                              switch (what) {
                                case BCellFate::activation:
                                  become(row, BCellState::activated);
                                  break;
                                case BCellFate::to_regulatory:
                                  become(row, BCellState::regulatory);
                                  break;
                                case BCellFate::egress:
                                  ++islet.outbox().t_cells[this->clone_class(row)];
                                  islet.remove_later<BCells>(row);
                                  break;
                                case BCellFate::departure:
                                  islet.outbox().departed_b_cells.push_back(
                                      {id[row], static_cast<double>(msc_suppression[row])});
                                  ++islet.outbox().t_cell_deaths[this->clone_class(row)];
                                  islet.remove_later<BCells>(row);
                                  break;
                                case BCellFate::death:
                                  ++islet.outbox().t_cell_deaths[this->clone_class(row)];
                                  islet.remove_later<BCells>(row);
                                  break;
                                case BCellFate::count: throw InternalError("no fate of a B cell");
                              }
                            });
}

}  // namespace isletsim
