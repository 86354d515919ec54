// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/contacts.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Reactive oxygen species of metabolism and of M1 macrophages build up in β cells, which scavenge
/// them poorly.
///
///   R' = q + m · n − k · R
///
///   R  reactive oxygen species, in units of the stress they cause [1]
///   q  production [1/min]     m  m1_production [1/min]     n  M1 macrophages in contact [cell]
///   k  scavenging [1/min]
///
/// M1 macrophages stand for their nitric oxide and superoxide, which reach no further than a cell
/// or two. Neglects glucose and free fatty acids as sources. Without a number for either source,
/// both are 0 unless a scenario sets them.
struct OxidativeStress {
  static constexpr Mechanism info{
      .key = "oxidative_stress",
      .group = "autoimmunity",
      .rows = {3, 18},
      .shape = Shape::relaxation,
      .claim = "Reactive oxygen species stress β cells, which scavenge them poorly",
      .equation = "ros' = production + m1_production n_M1 - scavenging ros",
      .source =
          "assumed: β cells have 5-10 % of the liver's catalase and peroxidase (Lenzen 2008 "
          "Diabetologia 51:1253); no rate has been measured in vivo",
      .confidence = Confidence::low};

  struct Parameters {
    double production;
    double m1_production;
    double scavenging;
    static auto describe() {
      return parameters(
          row("production", &Parameters::production, "0 1/min", range("0 1/min", "10 1/min"),
              "assumed: the load term of beta_stress holds what metabolism does",
              "reactive oxygen species formed by the β cell itself"),
          row("m1_production", &Parameters::m1_production, "0 1/min", range("0 1/min", "10 1/min"),
              "assumed: off, as human islets do not depend on nitric oxide (Hoorens et al. 2001 "
              "Diabetes 50:551)",
              "reactive species that one M1 macrophage in contact adds"),
          row("scavenging", &Parameters::scavenging, "1 1/min", range("0.01 1/min", "100 1/min"),
              "assumed: sets the unit of production; hydrogen peroxide lives for seconds",
              "rate of loss without heme oxygenase 1"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Macrophages& macrophages,
                  const Contacts& contacts) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      double inflow = p.production;
      if (p.m1_production > 0) {
        contacts.for_each<Macrophages>(beta->site_of(i), [&](std::size_t row) {
          if (macrophages.is(MacrophagePhenotype::m1, row)) inflow += p.m1_production;
        });
      }
      beta->ros.drive(i, inflow);
      beta->ros.relax(i, 0, 1 / p.scavenging);
    }
  }
};

}  // namespace isletsim
