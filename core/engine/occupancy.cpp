// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "core/engine/occupancy.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace isletsim {

void Occupancy::rebuild(std::span<Population* const> populations) {
  std::fill(tissue_.begin(), tissue_.end(), Occupant{});
  std::fill(motile_.begin(), motile_.end(), Occupant{});
  for (std::size_t which = 0; which < populations.size(); ++which) {
    const Population& cells = *populations[which];
    if (cells.layer() == Layer::none) continue;
    for (std::size_t row = 0; row < cells.size(); ++row) {
      const Site at = cells.site_of(row);
      ISLETSIM_VALIDATE(at.value() < lattice_.size(),
                        fmt::format("a cell of '{}' outside the box", cells.name()));
      ISLETSIM_VALIDATE(this->at(cells.layer(), at).vacant(),
                        fmt::format("two cells in site {}, one of '{}'", at.value(), cells.name()));
      this->set(cells.layer(), at, Occupant{which, row});
    }
  }
}

std::size_t Occupancy::add(std::span<Population* const> populations, std::size_t which, CellId cell,
                           Site at, std::int64_t step) {
  Population& cells = *populations[which];
  ISLETSIM_EXPECT(this->at(cells.layer(), at).vacant());
  const std::size_t row = cells.append(cell, at, step);
  this->set(cells.layer(), at, Occupant{which, row});
  return row;
}

void Occupancy::remove(std::span<Population* const> populations, std::size_t which,
                       std::size_t row) {
  Population& cells = *populations[which];
  this->set(cells.layer(), cells.site_of(row), Occupant{});
  cells.remove(row);
  if (row < cells.size()) this->set(cells.layer(), cells.site_of(row), Occupant{which, row});
}

void Occupancy::check(std::span<Population* const> populations) const {
  Occupancy expected(lattice_);
  expected.rebuild(populations);
  ISLETSIM_VALIDATE(expected.tissue_ == tissue_ && expected.motile_ == motile_,
                    "sites and cells disagree about which cell is in which site");
}

}  // namespace isletsim
