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

/// Cognate CD8⁺ effector T cells recognise peptide on MHC class I of the β cells that they touch,
/// and bind one.
///
///   h_i = k/n · H(a · m_i; K, 2) · (1 − S),   m_i = (A + N_i) · M_i    hazard of binding β cell i
///   [1/min]
///
///   k  bind_rate [1/min]       a  avidity of the receptor, relative to the median precursor [1]
///   n  β cells and macrophages in contact, see `Attention` [1]
///   A  basal_antigen [1]       N  neo-antigen [1]
///   M  MHC-I, fold over basal [1]     K  half_saturation [1]     S  suppression by regulatory T
///   cells [1]
///
/// Macrophages take attention as they present antigen too, see `macrophage_presentation`. Without
/// basal antigen nothing could start.
struct CtlRecognition {
  static constexpr Mechanism info{
      .key = "ctl_recognition",
      .group = "autoimmunity",
      .rows = {9, 25},
      .shape = Shape::contact,
      .cadence = Cadence::motility,
      .claim = "Cognate CD8⁺ T cells recognise peptide on MHC-I of the β cells that they touch",
      .equation =
          "h = bind_rate / n H(avidity (basal_antigen + neoantigen) mhc1; half_saturation, 2) (1 - "
          "S)",
      .source = "Coppieters et al. 2012 J Clin Invest 122:119 (PMC3248300): a minority arrests",
      .confidence = Confidence::low};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double bind_rate;
    double basal_antigen;
    double half_saturation;
    static auto describe() {
      return parameters(
          row("bind_rate", &Parameters::bind_rate, "0.0042 1/min", range("0 1/min", "1 1/min"),
              "assumed: fitted in a well-mixed reduction of the rules to NOD incidence",
              "hazard with which a T cell that touches nothing but β cells binds one, at full "
              "recognition"),
          row("basal_antigen", &Parameters::basal_antigen, per_species("0.33", "0.4"),
              range("0", "10"),
              "assumed: fitted in a well-mixed reduction of the rules; without it no unstressed β "
              "cell could be attacked",
              "antigen of an unstressed β cell"),
          row("half_saturation", &Parameters::half_saturation, "1", range("0.01", "100"),
              "assumed: it sets the unit of antigen",
              "avidity times peptide-MHC at half the hazard"));
    }
  };

  void operator()(const Parameters& p, Chunk<Cd8TCells> t_cells, const BetaCells& beta,
                  const Contacts& contacts, const Now& now, const RandomSource& random) const {
    for (const auto i : t_cells) {
      if (t_cells->cognate[i] == 0 || !t_cells->effector(i) || t_cells->bound(i)) continue;
      // Share of what recognition of a β cell could at most be.
      const auto recognised = [&](std::size_t target) {
        if (!beta.alive(target)) return 0.0;
        const double seen = t_cells->avidity[i] * beta.peptide_mhc(target, p.basal_antigen);
        return math::hill(seen, p.half_saturation, 2);
      };
      const Site site = t_cells->site_of(i);
      Attention attention;
      contacts.for_each<BetaCells>(site, [&](std::size_t target) {
        if (beta.alive(target)) attention.see(recognised(target));
      });
      const double total = attention.recognised();
      if (total <= 0) continue;
      contacts.for_each<Macrophages>(site, [&](std::size_t) { attention.see(0); });
      const double hazard = p.bind_rate * attention.mean() *
                            (1 - static_cast<double>(t_cells->regulatory_suppression[i]));
      RandomStream stream = random(draws[0], t_cells->id_of(i));
      if (!stream.event(hazard, now.motility_step)) continue;
      double remaining = stream.uniform() * total;
      std::uint64_t chosen = Cd8TCells::unbound;
      contacts.for_each<BetaCells>(site, [&](std::size_t target) {
        const double share = recognised(target);
        if (share <= 0 || remaining < 0) return;
        chosen = beta.id[target];
        remaining -= share;
      });
      t_cells->intend_to_bind(i, chosen);
    }
  }
};

}  // namespace isletsim
