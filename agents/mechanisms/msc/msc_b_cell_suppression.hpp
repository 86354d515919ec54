// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/b_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs that IFN-γ licensed suppress the B cells near them.
///
///   u' = (S − u)/τ        S = s · H(r; r_half) · H(G; K_G),   r = n_MSC/n_B
///
///   u  suppression by MSCs [1]: lowers chemotaxis and the formation of plasma cells, raises
///   conversion to regulatory cells     n  MSCs, times the gain msc_contact, and B cells within
///   40 µm [1]     s  greatest_suppression [1]     r_half  half_ratio [1]     G  IFN-γ at the B
///   cell [nM], which MSCs within 40 µm sense alike     K_G  ifn_gamma_half_saturation [nM]     τ
///   response_time [min]
///
/// Proliferation falls by 60 % at one MSC for a B cell (Corcione et al. 2006). Neglects that
/// unlicensed MSCs may help B cells.
struct MscBCellSuppression {
  static constexpr Mechanism info{
      .key = "msc_b_cell_suppression",
      .group = "msc",
      .rows = {29},
      .shape = Shape::relaxation,
      .claim = "licensed MSCs suppress the B cells near them",
      .equation =
          "u' = (greatest_suppression H(n_msc / n_b; half_ratio, 1) H(IFN_gamma; "
          "ifn_gamma_half_saturation, 1) - u) / response_time",
      .source = "Corcione et al. 2006 Blood 107:367",
      .confidence = Confidence::medium};

  struct Parameters {
    double greatest_suppression;
    double half_ratio;
    double ifn_gamma_half_saturation;
    double response_time;
    static auto describe() {
      return parameters(
          row("greatest_suppression", &Parameters::greatest_suppression, 0.7, range(0, 1),
              "derived: with half_ratio, 60 % at 1:1 (Corcione et al. 2006 Blood 107:367)",
              "suppression by many licensed MSCs"),
          row("half_ratio", &Parameters::half_ratio, 0.17, range(0.001, 10),
              "derived: with greatest_suppression, 60 % at 1:1 (Corcione et al. 2006 Blood "
              "107:367)",
              "MSCs for each B cell within 40 um at half of it"),
          row("ifn_gamma_half_saturation", &Parameters::ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: as licensing of MSCs",
              "IFN-γ at which half of the MSCs are licensed")
              .of_factor("IFN_gamma"),
          row("response_time", &Parameters::response_time, "6 h", range("10 min", "1 week"),
              "assumed: as T cells are arrested", "time constant of suppression"));
    }
  };

  void operator()(const Parameters& p, Chunk<BCells> b_cells, const Environment& environment,
                  const Nearby& nearby, const Gains& gains) const {
    for (const auto i : b_cells) {
      const Site site = b_cells->site_of(i);
      const double ratio = gains.msc_contact * nearby.mesenchymal_stem_cells[site] /
                           std::max(nearby.b_cells[site], 1);
      const double suppression =
          p.greatest_suppression * math::hill(ratio, p.half_ratio) *
          math::hill(environment(Factor::ifn_gamma, i), p.ifn_gamma_half_saturation);
      b_cells->msc_suppression.relax(i, suppression, p.response_time);
    }
  }
};

}  // namespace isletsim
