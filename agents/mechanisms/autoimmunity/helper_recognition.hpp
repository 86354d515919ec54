// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>
#include <cstdint>

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/dendritic_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/attention.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/now.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Cognate CD4⁺ T cells recognise islet antigen on the macrophages and dendritic cells that they
/// touch, and stay at them for a while.
///
///   h = k/n · Σ H(L_j; K, 2)        hazard of recognition [1/min]
///
///   k  rate [1/min]   L_j  antigen that the cell j in contact carries [1]   K  half_saturation [1]
///   n  macrophages and dendritic cells in contact, see `Attention` [1]
///
/// Contacts with CD11c⁺ cells of early islets last 10 to 30 min (Lindsay et al. 2015). Neglects the
/// spread of avidity, and MHC-II apart from the antigen.
struct HelperRecognition {
  static constexpr Mechanism info{
      .key = "helper_recognition",
      .group = "autoimmunity",
      .rows = {12},
      .shape = Shape::contact,
      .cadence = Cadence::motility,
      .claim = "CD4⁺ T cells recognise islet antigen on macrophages and dendritic cells",
      .equation = "h = rate / n sum H(antigen; half_saturation, 2)",
      .source = "Lindsay et al. 2015 J Immunol 194:522 (PMC4282963)",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double rate;
    double half_saturation;
    double contact_time;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.33 1/min", range("0 1/min", "10 1/min"),
              "derived: a T cell scans one cell after the other for 3 min each (Miller et al. "
              "2004), "
              "and at full antigen each scan succeeds",
              "hazard with which a T cell that touches such cells recognises antigen, at full "
              "antigen"),
          row("half_saturation", &Parameters::half_saturation, 1, range(0.01, 100),
              "assumed: as in the lymph node", "antigen at half the hazard, in β cells"),
          row("contact_time", &Parameters::contact_time, "20 min", range("1 min", "1000 min"),
              "Lindsay et al. 2015 J Immunol 194:522: 10-30 min",
              "for how long the cell stays where it recognised antigen"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd4TCells> t_cells, const Macrophages& macrophages,
                  const DendriticCells& dendritic, const Contacts& contacts, const Now& now,
                  const RandomSource& random) const {
    for (const auto i : t_cells) {
      if (t_cells->cognate[i] == 0 || t_cells->held(i, now.step)) continue;
      Attention attention;
      const auto see = [&](float antigen) {
        attention.see(math::hill(static_cast<double>(antigen), p.half_saturation, 2));
      };
      const Site site = t_cells->site_of(i);
      contacts.for_each<Macrophages>(site, [&](std::size_t row) { see(macrophages.antigen[row]); });
      contacts.for_each<DendriticCells>(site,
                                        [&](std::size_t row) { see(dendritic.antigen[row]); });
      const double hazard = p.rate * attention.mean();
      if (hazard <= 0) continue;
      if (random(draws[0], t_cells->id_of(i)).event(hazard, now.motility_step))
        t_cells->intend_to_engage(i, std::llround(p.contact_time / now.motility_step));
    }
  }
};

}  // namespace isletsim
