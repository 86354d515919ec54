// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/engine/population.hpp"

namespace isletsim {

/// α cells: they hold their sites and consume oxygen.
class AlphaCells final : public Population {
 public:
  static constexpr std::size_t number = 1;
  static constexpr Layer place = Layer::tissue;
  AlphaCells() : Population("alpha_cells", "α cells", Layer::tissue, 10.5, 0xE69F00) {}
};

/// δ cells: they hold their sites and consume oxygen.
class DeltaCells final : public Population {
 public:
  static constexpr std::size_t number = 2;
  static constexpr Layer place = Layer::tissue;
  DeltaCells() : Population("delta_cells", "δ cells", Layer::tissue, 10.5, 0xF0E442) {}
};

/// Endothelial cells: they supply oxygen, present chemokines, and let leukocytes and MSCs in.
class EndothelialCells final : public Population {
 public:
  static constexpr std::size_t number = 3;
  static constexpr Layer place = Layer::tissue;
  EndothelialCells()
      : Population("endothelial_cells", "endothelial cells", Layer::tissue, 10.0, 0xB03A5B) {}

  /// 1 at a venule outside the basement membrane, where leukocytes enter; 0 at a capillary.
  Column<std::uint8_t> venule{*this,
                              {.name = "venule",
                               .unit = "1",
                               .doc = "venule or capillary",
                               .labels = {{0, "capillary", 0xB03A5B}, {1, "venule", 0x6F2DA8}}}};
};

}  // namespace isletsim
