// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/islet/now.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Th17 cells that recognise antigen release IL-17A.
///
///   rate = q while held, and for τ after the last recognition        IL-17A [molecules/min]
///
///   q  il17a [molecules/cell/min]      τ  burst_duration [min]
///
/// Neglects IL-21 and IL-22.
struct HelperIl17Secretion {
  static constexpr Mechanism info{
      .key = "helper_il17_secretion",
      .group = "autoimmunity",
      .rows = {12},
      .shape = Shape::secretion,
      .claim = "Th17 cells that recognise antigen release IL-17A",
      .equation = "rate = il17a while held and for burst_duration after recognition",
      .source = "assumed: as IFN-γ of Th1 cells",
      .confidence = Confidence::low};

  struct Parameters {
    double il17a;
    double burst_duration;
    static auto describe() {
      return parameters(
          row("il17a", &Parameters::il17a, "8e3 molecules/cell/h",
              range("0 molecules/cell/h", "1e6 molecules/cell/h"),
              "assumed: 10 ng/10^6 cells/day in culture", "IL-17A that an engaged cell secretes")
              .of_factor("IL17A"),
          row("burst_duration", &Parameters::burst_duration, "6.6 h", range("0 h", "100 h"),
              "assumed: as IFN-γ", "time for which secretion goes on after recognition"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells, const Now& now,
                  Deposits& deposits) const {
    for (const auto i : t_cells) {
      const auto since = static_cast<double>(now.step - t_cells->last_engagement[i]);
      const bool engaged =
          t_cells->held(i, now.step) || since * now.motility_step < p.burst_duration;
      if (engaged && t_cells->is(Cd4Subset::th17, i))
        deposits.secrete(Factor::il17a, t_cells->site_of(i), p.il17a);
    }
  }
};

}  // namespace isletsim
