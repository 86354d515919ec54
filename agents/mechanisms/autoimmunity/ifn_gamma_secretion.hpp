// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <type_traits>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/now.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD8⁺ effector T cells and Th1 cells secrete IFN-γ while they are engaged.
///
///   r = q · (1 − P) while bound, and for τ after the last binding or kill      [molecules/min]
///
///   q  rate [molecules/min]     τ  burst_duration [min]
///   P  p27kip1: follows the suppression S of the cell, so that the output is q (1 − S) [1]
///
/// Neglects polarised release into the contact.
struct IfnGammaSecretion {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "ifn_gamma_secretion",
      .group = "autoimmunity",
      .rows = {9, 24},
      .shape = Shape::secretion,
      .claim =
          "CD8⁺ T cells and Th1 cells that recognise antigen secrete IFN-γ, less when MSCs "
          "suppress "
          "them",
      .equation = "r = rate (1 - p27) while bound and for burst_duration after binding or killing",
      .source = "Han et al. 2012 Proc Natl Acad Sci USA 109:1607",
      .confidence = Confidence::medium};

  struct Parameters {
    double rate;
    double burst_duration;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "2e4 molecules/cell/h",
              range("0 molecules/cell/h", "1e6 molecules/cell/h"),
              "derived: 10 ng/10^6 cells/day in culture is 7.4e3; engaged cells alone make it, "
              "hence more",
              "IFN-γ that an engaged cell secretes")
              .of_factor("IFN_gamma"),
          row("burst_duration", &Parameters::burst_duration, "6.6 h", range("0 h", "100 h"),
              "Han et al. 2012 Proc Natl Acad Sci USA 109:1607, in popellab/SPQSP_PDAC 07f71908, "
              "param_all_test.xml",
              "time for which secretion goes on after binding or killing"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Now& now, Deposits& deposits) const {
    for (const auto i : t_cells) {
      const auto since = static_cast<double>(now.step - t_cells->last_engagement[i]);
      const bool engaged =
          t_cells->held(i, now.step) || since * now.motility_step < p.burst_duration;
      bool secretes = false;
      if constexpr (std::is_same_v<P, Cd4TCells>) {
        secretes = t_cells->is(Cd4Subset::th1, i);
      } else {
        secretes = t_cells->effector(i);
      }
      if (!engaged || !secretes) continue;
      deposits.secrete(Factor::ifn_gamma, t_cells->site_of(i), p.rate * (1 - t_cells->p27[i]));
    }
  }
};

}  // namespace isletsim
