// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/macrophages.hpp"
#include "agents/islet/attention.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/now.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Macrophages present antigen of engulfed β cells on their own MHC class I; cognate CD8⁺ effector
/// T cells that touch one are engaged by it.
///
///   h = k/n · Σ H(a · A_i; K, 2)        hazard of engagement [1/min]
///
///   k  rate [1/min]     a  avidity, relative to the median precursor [1]     K  half_saturation
///   [1] A_i  antigen that macrophage i in contact carries, in β cells engulfed [1]
///   n  macrophages and living β cells in contact, which share the T cell's attention as in
///   `ctl_recognition` [1]
///
/// An engaged T cell secretes IFN-γ as after binding a β cell, but does not arrest. Neglects
/// killing of the macrophage.
struct MacrophagePresentation {
  static constexpr Mechanism info{
      .key = "macrophage_presentation",
      .group = "autoimmunity",
      .rows = {6},
      .shape = Shape::contact,
      .cadence = Cadence::motility,
      .claim = "Macrophages present antigen of engulfed β cells on their own MHC class I",
      .equation = "h = rate / n sum H(avidity antigen_i; half_saturation, 2)",
      .source =
          "assumed: as fast as β cells are recognised; the claim from reviews of type 1 "
          "diabetes",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double rate;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.0042 1/min", range("0 1/min", "1 1/min"),
              "assumed: as ctl_recognition.bind_rate, the hazard of a T cell",
              "hazard with which a T cell that touches nothing but macrophages is engaged, at full "
              "recognition"),
          row("half_saturation", &Parameters::half_saturation, "1", range("0.01", "100"),
              "assumed: one β cell's antigen is like that of one β cell",
              "avidity times antigen at half the hazard"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const Macrophages& macrophages,
                  const BetaCells& beta, const Contacts& contacts, const Now& now,
                  const RandomSource& random) const {
    for (const auto i : t_cells) {
      if (t_cells->cognate[i] == 0 || !t_cells->effector(i) || t_cells->bound(i)) continue;
      const Site site = t_cells->site_of(i);
      Attention attention;
      contacts.for_each<Macrophages>(site, [&](std::size_t row) {
        const auto antigen = static_cast<double>(macrophages.antigen[row]);
        attention.see(math::hill(t_cells->avidity[i] * antigen, p.half_saturation, 2));
      });
      if (attention.recognised() <= 0) continue;
      contacts.for_each<BetaCells>(site, [&](std::size_t row) {
        if (beta.alive(row)) attention.see(0);
      });
      const double hazard = p.rate * attention.mean();
      if (random(draws[0], t_cells->id_of(i)).event(hazard, now.motility_step))
        t_cells->intend_to_engage(i);
    }
  }
};

}  // namespace isletsim
