// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// CD8⁺ T cells kill the β cell that they are bound to.
///
///   h = k · n · min(M, 8) / 4        hazard of death by killing [1/min]
///
///   k  kill_rate            hazard in stable cognate contact at MHC-I = 4 [1/min]
///   n  bound cognate T cells, each by the cytotoxicity it has [1]
///   M  MHC-I on the target, fold over basal [1]
///
/// Neglects granule exhaustion between hits. Mass action in the number of T cells holds over a
/// thousandfold (Ganusov and Barber 2011).
struct CtlKilling {
  static constexpr Mechanism info{.key = "ctl_killing",
                                  .group = "autoimmunity",
                                  .rows = {9},
                                  .shape = Shape::hazard,
                                  .claim = "CD8⁺ T cells kill the β cell that they are bound to",
                                  .equation = "h = k n min(M, 8) / 4",
                                  .source = "Coppieters et al. 2012 J Clin Invest 122:119",
                                  .confidence = Confidence::low};

  struct Parameters {
    double kill_rate;
    static auto describe() {
      return parameters(row(
          "kill_rate", &Parameters::kill_rate, per_species("2.9e-3 1/min", "1.9e-3 1/min"),
          range("0 1/min", "1e-1 1/min"),
          "derived, human: 0.02 kills for each CD8⁺ T cell and day (loss of C-peptide, Greenbaum "
          "et al. 2012) = 0.1 of them cognate (Rodriguez-Calvo et al. 2021, "
          "doi:10.2337/db20-0908) x 0.25 of these arrested (a minority, Coppieters et al. 2012) x "
          "0.3 of full cytotoxicity (mean in islets, of cytotoxic_differentiation) x "
          "1440 min x rate x MHC-I of 4 / 4 (between 3 and 8 fold over basal). Mouse: fitted in a "
          "well-mixed reduction of the rules to β mass (Sreenan et al. 1999)",
          "killing hazard in stable cognate contact at MHC-I = 4"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta) const {
    for (const auto i : beta) {
      if (!beta->alive(i) || beta->bound_cytotoxicity[i] == 0) continue;
      const double mhc1 = std::min(static_cast<double>(beta->mhc1[i]), 8.0);
      const double bound = beta->bound_cytotoxicity[i] / Cd8TCells::cytotoxicity_unit;
      beta->fate.add(i, BetaFate::killed, p.kill_rate * bound * mhc1 / 4);
    }
  }
};

}  // namespace isletsim
