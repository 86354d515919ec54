// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/host/host.hpp"
#include "core/base/math.hpp"

namespace isletsim {

/// B cells that brought islet antigen help CD4⁺ T cells to commit in the lymph node.
///
///   f = 1 + (f_max − 1) · H(n_B/n_APC; r)        factor of the chance to commit [1]
///
///   n  B cells with antigen, and other antigen-presenting cells, in the node [cells]
///   f_max  factor [1]     r  half_ratio [1]
///
/// B cells present on MHC class II what their receptor concentrated. The rule is about commitment,
/// which is decided in the lymph node; so B cells act there and are no targets of helper T cells in
/// the islet. Neglects priming by B cells alone.
struct BCellHelp {
  static constexpr Mechanism info{
      .key = "b_cell_help",
      .group = "b_cells",
      .rows = {13},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim = "B cells that brought islet antigen help CD4⁺ T cells to commit",
      .equation = "f = 1 + (factor - 1) H(n_B / n_APC; half_ratio, 1)",
      .source =
          "assumed: B cells double the commitment of helpers; Serreze et al. 1998 J Immunol "
          "161:3912 (B cells are needed to present antigen in NOD mice)",
      .confidence = Confidence::low};

  struct Parameters {
    double factor;
    double half_ratio;
    static auto describe() {
      return parameters(row("factor", &Parameters::factor, 2, range(1, 10),
                            "assumed: commitment doubles where B cells present",
                            "chance of commitment relative to that without B cells"),
                        row("half_ratio", &Parameters::half_ratio, 0.1, range(0.001, 100),
                            "assumed: the receptor concentrates antigen, so that a minority of B "
                            "cells counts",
                            "B cells for each other antigen-presenting cell at half the effect"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange&) const {
    double presenting = 0;
    double others = 0;
    for (const std::int64_t weight : host.b_cells.weight.values())
      presenting += static_cast<double>(weight);
    for (const std::int64_t weight : host.apcs.weight.values())
      others += static_cast<double>(weight);
    const double help = presenting > 0 ? presenting / (presenting + p.half_ratio * others) : 0.0;
    host.pools.b_cell_help[0] = 1 + (p.factor - 1) * help;
  }
};

}  // namespace isletsim
