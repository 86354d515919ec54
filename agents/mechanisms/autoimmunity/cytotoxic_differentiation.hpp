// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/nearby.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD8⁺ T cells keep and regain their power to kill near M1 macrophages, and lose it without them.
///
///   u' = (1 − u)/τ_loss − n u/τ_gain        n = 1 with an M1 macrophage within 40 µm, else 0
///
///   u  missing share of perforin and Fas ligand, 0 on arrival [1]
///
/// T cells of NOD mice without macrophages do not kill β cells, for want of the IL-12 that
/// macrophages release, and kill again among macrophages (Jun et al. 1999). IL-12 acts here by
/// nearness: its mean level in an islet lies a hundred times below what cells answer to. Neglects
/// the IL-12 of dendritic cells, which did not stand in for that of macrophages.
struct CytotoxicDifferentiation {
  static constexpr Mechanism info{
      .key = "cytotoxic_differentiation",
      .group = "autoimmunity",
      .rows = {9, 11},
      .shape = Shape::relaxation,
      .claim = "CD8⁺ T cells keep their power to kill near M1 macrophages and lose it without them",
      .equation = "u' = (1 - u) / loss_time - [M1 within 40 um] u / gain_time",
      .source = "Jun et al. 1999 J Exp Med 189:347, doi:10.1084/jem.189.2.347",
      .confidence = Confidence::medium};

  struct Parameters {
    double gain_time;
    double loss_time;
    static auto describe() {
      return parameters(
          row("gain_time", &Parameters::gain_time, "3 h", range("10 min", "30 day"),
              "assumed: perforin and Fas ligand rise within hours of IL-12; 6 h, with a "
              "loss_time of 48 h, protected NOD mice without macrophages less than published",
              "time constant of regaining cytotoxicity near an M1 macrophage"),
          row("loss_time", &Parameters::loss_time, "12 h", range("1 h", "1000 day"),
              "assumed: perforin fades within a day without a signal; chosen with gain_time",
              "time constant of losing cytotoxicity"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const Nearby& nearby) const {
    for (const auto i : t_cells) {
      t_cells->missing_cytotoxicity.relax(i, 1, p.loss_time);
      if (nearby.m1_macrophages[t_cells->site_of(i)] > 0)
        t_cells->missing_cytotoxicity.relax(i, 0, p.gain_time);
    }
  }
};

}  // namespace isletsim
