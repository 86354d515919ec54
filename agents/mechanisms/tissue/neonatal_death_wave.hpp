// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/islet/now.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// A wave of β-cell death passes through the neonatal pancreas; its antigen starts priming.
///
///   h = A · exp(−(a − a₀)² / 2w²)        hazard of death in the wave [1/min]
///
///   A  peak_rate [1/min]     a  age [min]     a₀  peak_age [min]     w  width [min]
///
/// Every strain has it. Neglects remodelling of the islet during the wave.
struct NeonatalDeathWave {
  static constexpr Mechanism info{
      .key = "neonatal_death_wave",
      .group = "tissue",
      .shape = Shape::hazard,
      .claim = "A wave of β-cell death in the second week of life provides the first antigen",
      .equation = "h = peak_rate exp(-(age - peak_age)^2 / (2 width^2))",
      .source = "Turley et al. 2003 J Exp Med 198:1527",
      .confidence = Confidence::low};

  struct Parameters {
    double peak_rate;
    double peak_age;
    double width;
    static auto describe() {
      return parameters(
          row("peak_rate", &Parameters::peak_rate, per_species("0.02 1/day", "0 1/day"),
              range("0 1/day", "0.5 1/day"),
              "assumed: removes a tenth of the mass, fitted in a well-mixed reduction of the rules "
              "to NOD incidence; none is known in people",
              "extra hazard of death at the peak"),
          row("peak_age", &Parameters::peak_age, "14 day", range("0 day", "60 day"),
              "Turley et al. 2003 J Exp Med 198:1527", "age at the peak"),
          row("width", &Parameters::width, "2 day", range("0.1 day", "30 day"),
              "assumed: the wave is over within a week", "standard deviation of the wave in time"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Now& now) const {
    const double deviation = (now.age - p.peak_age) / p.width;
    const double hazard = p.peak_rate * math::exp(-deviation * deviation / 2);
    for (const auto i : beta)
      if (beta->alive(i)) beta->fate.add(i, BetaFate::neonatal_wave, hazard);
  }
};

}  // namespace isletsim
