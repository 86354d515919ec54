// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/beta_cells.hpp"
#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/environment.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs protect β cells from apoptosis, by IL-6, HGF and contact.
///
///   P' = (P_max [w_I H(γI; K_I) + w_F H(γF; K_F) + w_c c] − P)/τ
///
///   P  protection [1] (Bcl-2, Bcl-xL, XIAP)      P_max  greatest_protection [1]
///   I  IL-6 [nM], K_I  il6_half_saturation       F  HGF [nM], K_F  hgf_half_saturation
///   γ  local_retention [1]                       w  weights [1], 1 together
///   c  1 where an MSC is in contact, else 0; times the gain msc_contact
///   τ  response_time [min]
///
/// In co-culture 40-60 % of apoptosis is prevented. Park et al. 2010; Yeung et al. 2012.
struct MscBetaProtection {
  static constexpr Mechanism info{
      .key = "msc_beta_protection",
      .group = "msc",
      .rows = {17},
      .shape = Shape::relaxation,
      .claim = "MSCs raise Bcl-2, Bcl-xL and XIAP in β cells, by IL-6, HGF and contact",
      .equation =
          "protection' = (greatest_protection (il6_weight H(gamma_loc IL6; "
          "il6_half_saturation, 1) + hgf_weight H(gamma_loc HGF; hgf_half_saturation, 1) "
          "+ contact_weight contact) - protection) / response_time",
      .source = "Yeung et al. 2012 PLoS ONE 7:e38189; Park et al. 2010 Transplantation 89:509",
      .confidence = Confidence::medium};

  struct Parameters {
    double greatest_protection;
    double il6_weight;
    double il6_half_saturation;
    double hgf_weight;
    double hgf_half_saturation;
    double contact_weight;
    double response_time;
    static auto describe() {
      return parameters(
          row("greatest_protection", &Parameters::greatest_protection, "0.6", range("0", "1"),
              "Yeung et al. 2012 PLoS ONE 7:e38189: apoptosis falls by 40-60 %",
              "protection with every signal saturated"),
          row("il6_weight", &Parameters::il6_weight, "0.4", range("0", "1"),
              "assumed: the largest single share", "share of IL-6"),
          row("il6_half_saturation", &Parameters::il6_half_saturation, "15 pM",
              range("1 pM", "1 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv: STAT3, 15-50 pM",
              "IL-6 at half its effect")
              .of_factor("IL6"),
          row("hgf_weight", &Parameters::hgf_weight, "0.3", range("0", "1"), "assumed: a third",
              "share of HGF"),
          row("hgf_half_saturation", &Parameters::hgf_half_saturation, "60 pM",
              range("5 pM", "1 nM"), "assumed: 5 ng/ml, the order of doses in culture",
              "HGF at half its effect")
              .of_factor("HGF"),
          row("contact_weight", &Parameters::contact_weight, "0.3", range("0", "1"),
              "assumed: a third", "share of contact"),
          row("response_time", &Parameters::response_time, "24 h", range("1 h", "2 week"),
              "assumed: a day of gene expression", "time constant of protection"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& environment,
                  const Contacts& contacts, const Gains& gains) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double contact =
          gains.msc_contact * std::min(contacts.count<MesenchymalStemCells>(beta->site_of(i)), 1);
      const double signal =
          p.il6_weight * math::hill(gains.local_retention * environment(Factor::il6, i),
                                    p.il6_half_saturation) +
          p.hgf_weight * math::hill(gains.local_retention * environment(Factor::hgf, i),
                                    p.hgf_half_saturation) +
          p.contact_weight * contact;
      beta->protection.relax(i, p.greatest_protection * signal, p.response_time);
    }
  }
};

}  // namespace isletsim
