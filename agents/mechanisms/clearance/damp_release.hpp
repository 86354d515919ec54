// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Necrotic β cells release danger signals.
///
///   r = q of every necrotic cell        [molecules/min]        q  rate [molecules/min]
///
/// The field counts dead-cell equivalents: at steady state one necrotic cell keeps it at 1 at a
/// distance of 40 µm, which needs a source of 4π D r exp(r/λ). The field's amount is counted as if
/// its unit were nM: 1 in 1 µm³ is 0.602214 molecules. Neglects the kinds of danger signals.
struct DampRelease {
  static constexpr Mechanism info{
      .key = "damp_release",
      .group = "clearance",
      .rows = {6},
      .shape = Shape::secretion,
      .claim = "Necrotic β cells release danger signals that activate macrophages",
      .equation = "r = rate while necrotic",
      .source = "Marée et al. 2006 Phil Trans R Soc A 364:1267: necrotic cells activate",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "2.06e5 molecules/cell/min",
              range("0 molecules/cell/min", "1e8 molecules/cell/min"),
              "derived: 4 pi D r exp(r / lambda) = 3.41e5 um^3/min with D = 10 um^2/s, r = 40 um, "
              "lambda = 322 um (half-life 2 h), times 0.602214 molecules in 1 nM um^3",
              "danger signals that keep one dead-cell equivalent at 40 um"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, Deposits& deposits) const {
    for (const auto i : beta)
      if (beta->necrotic(i)) deposits.secrete(Factor::damp, beta->site_of(i), p.rate);
  }
};

}  // namespace isletsim
