// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <tuple>
#include <type_traits>

#include "agents/cells/b_cells.hpp"
#include "agents/cells/beta_cells.hpp"
#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/dendritic_cells.hpp"
#include "agents/cells/endocrine_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/section.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// A pathologist counts the cells in a section through the middle of the islet.
///
///   a cell is counted if |z| ≤ (t + d)/2 and √(x² + y²) ≤ R + m, seen from the islet's centre
///   the islet is insulitic if n ≥ n₀
///
///   t  thickness of the section [µm]     d  diameter of the cell [µm]     R  radius of the islet
///   m  margin about it [µm]              n  CD45⁺ cells in the section    n₀ insulitis_threshold
///
/// Changes nothing but what is reported. Neglects tilted and lateral sections, and departures of
/// the islet from a ball.
struct IsletSection {
  static constexpr Mechanism info{
      .key = "islet_section",
      .group = "observation",
      .rows = {38},
      .shape = Shape::observation,
      .claim = "An islet is insulitic if a section through it shows at least 15 CD45⁺ cells",
      .equation = "insulitic = CD45 profiles in the section >= insulitis_threshold",
      .source = "Campbell-Thompson et al. 2013 Diabetologia 56:2541",
      .confidence = Confidence::high};

  struct Parameters {
    double thickness;
    double margin;
    std::int64_t insulitis_threshold;
    static auto describe() {
      return parameters(
          row("thickness", &Parameters::thickness, "5 um", range("1 um", "100 um"),
              "assumed: usual for paraffin, 4-6 um", "thickness of the section"),
          row("margin", &Parameters::margin, "20 um", range("0 um", "200 um"),
              "assumed: infiltrates that touch the islet belong to it, two cells deep",
              "border about the islet within which cells are counted"),
          row("insulitis_threshold", &Parameters::insulitis_threshold, 15, range(1, 1000),
              "Campbell-Thompson et al. 2013 Diabetologia 56:2541",
              "CD45⁺ cells in the section at or above which the islet is insulitic"));
    }
  };

  [[nodiscard]] SectionPlane plane(const Parameters& p, const Vector3& centre,
                                   double radius) const {
    return {centre, radius + p.margin, p.thickness};
  }

  /// Adds the cells of one type.
  template <class P>
  void count(const SectionPlane& plane, const Lattice& lattice, const P& cells,
             SectionCounts& counts) const {
    for (std::size_t row = 0; row < cells.size(); ++row) {
      Vector3 at = lattice.position(cells.site_of(row));
      if constexpr (requires { cells.position_of(row); }) at = cells.position_of(row);
      if (!plane.shows(at, cells.diameter())) continue;
      if constexpr (std::is_same_v<P, BetaCells>) {
        if (!cells.alive(row)) continue;
        ++counts.insulin;
        ++counts.endocrine;
      } else if constexpr (std::is_same_v<P, AlphaCells> || std::is_same_v<P, DeltaCells>) {
        ++counts.endocrine;
      } else if constexpr (std::is_same_v<P, Cd8TCells>) {
        ++counts.cd45;
        ++counts.cd8;
      } else if constexpr (std::is_same_v<P, Cd4TCells>) {
        ++counts.cd45;
        ++counts.cd4;
      } else if constexpr (std::is_same_v<P, BCells>) {
        ++counts.cd45;
        ++counts.cd20;
      } else if constexpr (std::is_same_v<P, Macrophages>) {
        ++counts.cd45;
        ++counts.cd68;
      } else if constexpr (std::is_same_v<P, DendriticCells>) {
        ++counts.cd45;
      }
    }
  }

  template <class... P>
  void operator()(const Parameters& p, const SectionPlane& plane, const Lattice& lattice,
                  const std::tuple<P...>& populations, SectionCounts& counts) const {
    (this->count(plane, lattice, std::get<P>(populations), counts), ...);
    counts.insulitic = counts.cd45 >= p.insulitis_threshold;
  }
};

}  // namespace isletsim
