// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/b_cells.hpp"
#include "agents/cells/dendritic_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages, dendritic cells and B cells lose the islet antigen that they carry.
///
///   a' = −ln 2 · a/t½
///
///   a   islet antigen carried, in β cells taken up [1]
///   t½  half_life of peptide–MHC [min]
struct AntigenDecay {
  using Cells = CellTypes<Macrophages, DendriticCells, BCells>;

  static constexpr Mechanism info{
      .key = "antigen_decay",
      .group = "antigen_presentation",
      .rows = {6, 7},
      .shape = Shape::relaxation,
      .claim = "antigen-presenting cells lose the antigen that they carry",
      .equation = "a' = -ln 2 a / t_half",
      .source = "Linderman et al. 2010 J Immunol, Table I",
      .confidence = Confidence::medium};

  struct Parameters {
    double half_life;
    static auto describe() {
      return parameters(row("half_life", &Parameters::half_life, "60 h", range("1 h", "1000 h"),
                            "Linderman et al. 2010 J Immunol, Table I",
                            "half-life of peptide-MHC on the antigen-presenting cell"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> presenting) const {
    const double tau = p.half_life / math::log(2);
    for (const auto i : presenting) presenting->antigen.relax(i, 0, tau);
  }
};

}  // namespace isletsim
