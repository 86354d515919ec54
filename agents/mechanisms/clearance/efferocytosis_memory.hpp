// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages forget what they have engulfed.
///
///   e' = −e/τ_e      n' = −n/τ_n
///
///   e  memory of apoptotic cells engulfed [1]     τ_e  apoptotic_memory [min]
///   n  memory of necrotic cells engulfed [1]      τ_n  necrotic_memory [min]
///
/// A meal sets its memory to 1; e drives macrophages to M2, n to M1 and to cytokine release.
struct EfferocytosisMemory {
  static constexpr Mechanism info{
      .key = "efferocytosis_memory",
      .group = "clearance",
      .rows = {6, 11},
      .shape = Shape::relaxation,
      .claim = "macrophages are marked for a day by apoptotic and necrotic cells that they engulf",
      .equation = "e' = -e / tau_e; n' = -n / tau_n",
      .source =
          "assumed: the rule is of Marée et al. 2006 Phil Trans R Soc A 364:1267, the times "
          "are those of digestion",
      .confidence = Confidence::low};

  struct Parameters {
    double apoptotic_memory;
    double necrotic_memory;
    static auto describe() {
      return parameters(
          row("apoptotic_memory", &Parameters::apoptotic_memory, "24 h", range("1 h", "2 week"),
              "assumed: digestion and the transcriptional response take about a day",
              "time constant at which the memory of an apoptotic meal fades"),
          row("necrotic_memory", &Parameters::necrotic_memory, "24 h", range("1 h", "2 week"),
              "assumed: digestion and cytokine release take about a day",
              "time constant at which the memory of a necrotic meal fades"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages) const {
    for (const auto i : macrophages) {
      macrophages->efferocytosis.relax(i, 0, p.apoptotic_memory);
      macrophages->necrotic_meal.relax(i, 0, p.necrotic_memory);
    }
  }
};

}  // namespace isletsim
