// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cstdint>
#include <vector>

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/now.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages engulf the dead β cells that they touch; those of the NOD mouse do so slowly, and
/// what they leave turns necrotic.
///
///   h = k · n        hazard that a macrophage engulfs one of the dead cells in contact [1/min]
///
///   k  engulfment_rate    for each dead cell in contact [1/min]
///   n  dead β cells, apoptotic or necrotic, in the own and the six adjacent sites [1]
///
/// Which of the n it takes is drawn evenly. Where several macrophages want one cell, a contest lets
/// one have it. Neglects satiety and the activation of naive phagocytes. Marée et al. 2005 (J Theor
/// Biol 233:533): engulfment up to four times slower in NOD than in BALB/c.
struct Efferocytosis {
  static constexpr Mechanism info{
      .key = "efferocytosis",
      .group = "clearance",
      .rows = {6},
      .shape = Shape::contact,
      .claim = "macrophages engulf the dead β cells that they touch, in NOD mice four times slower",
      .equation = "h = k n",
      .source = "Marée et al. 2005 J Theor Biol 233:533",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double engulfment_rate;
    static auto describe() {
      return parameters(row(
          "engulfment_rate", &Parameters::engulfment_rate, per_species("0.25 1/h", "1 1/h"),
          range("0 1/h", "6 1/h"),
          "assumed: 1/h in contact with normal clearance; NOD mice 4 times slower (Marée et al. "
          "2005 J Theor Biol 233:533)",
          "hazard of engulfing each dead cell in contact; NOD defect in the mouse's default"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, const BetaCells& beta,
                  const Contacts& contacts, const Now& now, const RandomSource& random) const {
    std::vector<std::uint64_t> dead;
    for (const auto i : macrophages) {
      dead.clear();
      contacts.for_each<BetaCells>(macrophages->site_of(i), [&](std::size_t row) {
        if (!beta.alive(row)) dead.push_back(beta.id[row]);
      });
      if (dead.empty()) continue;
      const double hazard = p.engulfment_rate * static_cast<double>(dead.size());
      RandomStream draw = random(draws[0], macrophages->id_of(i));
      if (draw.event(hazard, now.phenotype_step))
        macrophages->intend_to_engulf(i, dead[draw.below(dead.size())]);
    }
  }
};

}  // namespace isletsim
