// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/mechanisms/shared/chemotaxis.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// T cells climb gradients of CXCL10.
///
///   |b| = I · δ/(δ_half + δ),   δ = d |∇c| K/(K + c)²
///
///   I  index   K  dissociation_constant   d  sensing_length   δ_half  half_difference
///
/// In the gradients of assays cells reach nine tenths of the ceiling I. Around islets gradients are
/// shallower, and Coppieters et al. 2012 saw none that dominates. Bound cells do not walk, so it
/// does not move them. Neglects CCR5 and its ligands.
struct TCellChemotaxis {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "t_cell_chemotaxis",
      .group = "autoimmunity",
      .rows = {8},
      .shape = Shape::move,
      .cadence = Cadence::motility,
      .claim = "T cells climb gradients of CXCL10",
      .equation = "|b| = I delta / (delta_half + delta), delta = d |grad c| K / (K + c)^2",
      .source = "Galeano Niño et al. 2020 (index); Coppieters et al. 2012 J Clin Invest 122:119",
      .confidence = Confidence::medium};

  struct Parameters {
    double index;
    double cd4_index;
    double dissociation_constant;
    double sensing_length;
    double half_difference;
    static auto describe() {
      return parameters(
          row("index", &Parameters::index, 0.19, range(0, 0.6),
              "Galeano Niño et al. 2020, doi:10.7554/eLife.56554, for CCR5: 0.15 and 0.19; assumed "
              "alike for CXCR3",
              "chemotaxis index in an endlessly steep gradient"),
          row("cd4_index", &Parameters::cd4_index, 0.145, range(0, 0.6),
              "popellab/SPQSP_PDAC, MAPLE inference log: 0.13 for regulatory T cells in an assay, "
              "which reaches 0.9 of the ceiling; assumed for all CD4⁺ T cells",
              "the same for CD4⁺ T cells"),
          row("dissociation_constant", &Parameters::dissociation_constant, "0.5 nM",
              range("0.01 nM", "50 nM"), "assumed: CXCR3 chemotaxis in culture answers to 0.1-3 nM",
              "CXCL10 at half occupancy of CXCR3")
              .of_factor("CXCL10"),
          row("sensing_length", &Parameters::sensing_length, "11.1 um", range("1 um", "60 um"),
              "Kuse 1985: diameter of a CD8 effector",
              "length over which the cell compares occupancy"),
          row("half_difference", &Parameters::half_difference, 0.004, range(1e-4, 1),
              "assumed: as dendritic cells (Haessler et al. 2011, "
              "doi:10.1073/pnas.1014920108); ten receptors suffice to T cells (Wang and Irvine "
              "2013, "
              "doi:10.1039/c3ib20249f)",
              "occupancy difference at half the index"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Gradients& gradients) const {
    auto response = ChemotacticResponse::of(p);
    if (std::is_same_v<P, Cd4TCells>) response.index = p.cd4_index;
    for (const auto i : t_cells)
      t_cells->bias(i, response(gradients, Factor::cxcl10, t_cells->site_of(i)));
  }
};

}  // namespace isletsim
