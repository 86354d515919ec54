// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "agents/factor.hpp"
#include "agents/islet/islet_state.hpp"
#include "agents/islet/systemic_state.hpp"

namespace isletsim {

/// What the host sends to an islet for one exchange interval.
struct Inbox {
  SystemicState systemic;
  CloneCounts t_cells{};              ///< lymphocytes that enter, by clone class
  std::array<std::int64_t, 4> msc{};  ///< MSCs that arrive, by receptors: none, CXCR4, CX3CR1, both
};

enum class ApcKind : std::uint8_t { dendritic_cell, macrophage };

/// An antigen-presenting cell that left for the lymph node.
struct DepartedCell {
  std::uint64_t id;
  ApcKind kind;
  double antigen;              ///< in β-cell equivalents
  double maturity;             ///< 0 to 1
  double costimulation;        ///< CD80/CD86, 0 to 1
  double msc_suppression = 0;  ///< by MSCs, 0 to 1
};

/// An activated B cell that left for the lymph node.
struct DepartedBCell {
  std::uint64_t id;
  double suppression;  ///< by MSCs, 0 to 1
};

/// Something that happened to one cell or to the islet.
struct Event {
  double time;  ///< [min]
  std::uint32_t islet;
  std::string_view event;  ///< "beta_death", "msc_arrival", …
  std::string_view cause;
};

/// What an islet returns to the host after one exchange interval.
struct Outbox {
  std::vector<DepartedCell> departed{};           ///< in id order
  std::vector<DepartedBCell> departed_b_cells{};  ///< in id order
  CloneCounts t_cells{};                          ///< egressed lymphocytes, by clone class
  CloneCounts t_cell_deaths{};  ///< lymphocytes that died in the islet, by clone class
  CloneCounts t_cell_births{};  ///< lymphocytes born in the islet, by clone class
  /// Mean concentrations at venules and at all endothelium at the end of the interval.
  std::array<double, factor_count> at_venules{};
  std::array<double, factor_count> at_endothelium{};
  std::int64_t beta_at_start = 0;
  double beta_capacity = 0;         ///< Σ PDX-1 level of living β cells [cells]
  double stressed_capacity = 0;     ///< Σ PDX-1 level · min(stress, 1) of living β cells [cells]
  std::int64_t t_cells_inside = 0;  ///< CD8⁺ T cells in the islet's box
  bool insulitic = false;           ///< whether a section shows insulitis
  double surface = 0;               ///< of the islet [µm²]
};

}  // namespace isletsim
