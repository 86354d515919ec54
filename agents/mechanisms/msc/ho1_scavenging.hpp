// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs nearby raise heme oxygenase 1 in β cells, which scavenges reactive oxygen species.
///
///   R' = … − k · H(n; K, 1) · R
///
///   R  reactive oxygen species, see `oxidative_stress` [1]     k  scavenging [1/min]
///   n  MSCs within 40 µm [cell]                                K  half_number [cell]
///
/// Neglects the hours that induction takes, and carbon monoxide.
struct Ho1Scavenging {
  static constexpr Mechanism info{
      .key = "ho1_scavenging",
      .group = "msc",
      .rows = {18},
      .shape = Shape::relaxation,
      .claim = "MSCs raise heme oxygenase 1 in β cells, which scavenges reactive oxygen species",
      .equation = "ros' = - scavenging H(n_MSC; half_number, 1) ros",
      .source = "assumed: the sign from reviews of co-culture; amount not measured",
      .confidence = Confidence::low};

  struct Parameters {
    double scavenging;
    double half_number;
    static auto describe() {
      return parameters(
          row("scavenging", &Parameters::scavenging, "2 1/min", range("0 1/min", "200 1/min"),
              "assumed: triples the β cell's own scavenging", "rate of loss among many MSCs"),
          row("half_number", &Parameters::half_number, 1, range(0.1, 100),
              "assumed: one cell within reach", "MSCs within 40 um at half their effect"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Nearby& nearby,
                  const Gains& gains) const {
    for (const auto i : beta) {
      const double mscs = gains.msc_contact * nearby.mesenchymal_stem_cells[beta->site_of(i)];
      const double rate = p.scavenging * math::hill(mscs, p.half_number);
      if (rate > 0 && beta->alive(i)) beta->ros.relax(i, 0, 1 / rate);
    }
  }
};

}  // namespace isletsim
