// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/endocrine_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Blood supplies oxygen through endothelial cells.
///
///   r = k · (B − c) of every endothelial site        [nM/min]
///
///   k  exchange_rate [1/min]     B  blood_level [nM]     c  oxygen [nM]
///
/// Neglects the fall of oxygen along the capillary and changes of blood flow.
struct OxygenSupply {
  static constexpr Mechanism info{.key = "oxygen_supply",
                                  .group = "tissue",
                                  .rows = {37},
                                  .shape = Shape::secretion,
                                  .claim = "Blood supplies oxygen through endothelial cells",
                                  .equation = "r = exchange_rate (blood_level - O2)",
                                  .source = "Buchwald 2009 doi:10.1186/1742-4682-6-5",
                                  .confidence = Confidence::medium};

  struct Parameters {
    double exchange_rate;
    double blood_level;
    static auto describe() {
      return parameters(
          row("exchange_rate", &Parameters::exchange_rate, "2500 1/min",
              range("0 1/min", "5e3 1/min"),
              "derived: one endothelial cell feeds 11 endocrine cells of 2.04 mM/min (vessel "
              "fraction 0.08) with a drop of 9 uM through the wall, so that tissue is at 40-60 uM",
              "rate at which a site of endothelium equilibrates with blood"),
          row("blood_level", &Parameters::blood_level, "65 uM", range("0 uM", "200 uM"),
              "popellab/SPQSP_PDAC 07f71908, param_all_test.xml: 50 mmHg in capillaries",
              "oxygen in capillary blood")
              .of_factor("O2"));
    }
  };

  void operator()(const Parameters& p, Chunk<EndothelialCells> endothelium,
                  Deposits& deposits) const {
    for (const auto i : endothelium)
      deposits.exchange(Factor::oxygen, endothelium->site_of(i), p.exchange_rate, p.blood_level);
  }
};

}  // namespace isletsim
