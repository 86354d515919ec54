// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// MSCs arrest at islet endothelium that presents CXCL12 and CX3CL1 to their receptors.
///
///   a   = 1 + A₄ · c₄ · H(P · C₁₂; K₁₂) + A₃ · c₃ · H(P · C_X3; K_X3)        arrest relative to
///   bare endothelium [1] stays with probability 1 − (1 − f)^(a / a_ref)
///
///   c₄, c₃ 1 if the cell has CXCR4, CX3CR1   C mean level at the endothelium [nM]   P
///   presentation: level bound to the endothelium, relative to tissue [1]   f retention of the
///   cohort at a_ref [1]   a_ref reference_arrest [1]
///
/// Cells of a cohort pass evenly between the first and the last passage time; those that do not
/// stay are lost.
struct MscHoming {
  static constexpr Mechanism info{
      .key = "msc_homing",
      .group = "msc",
      .rows = {15, 16},
      .shape = Shape::host,
      .cadence = Cadence::exchange,
      .claim =
          "MSCs arrest at islet endothelium that presents CXCL12 and CX3CL1 to their receptors",
      .equation =
          "a = 1 + A4 c4 H(P CXCL12; K12) + A3 c3 H(P CX3CL1; KX3); stays with 1 - (1 - f)^(a / "
          "a_ref)",
      .source = "Sordi et al. 2005 Blood 106:419; Gong et al. 2014 (10.3892/mmr.2014.2053)",
      .confidence = Confidence::medium};
  static constexpr Draws<1> draws{info.key};

  struct Parameters {
    double cxcr4_enhancement;
    double cx3cr1_enhancement;
    double cxcr4_half_saturation;
    double cx3cr1_half_saturation;
    double presentation;
    double reference_arrest;
    double first_passage;
    double last_passage;
    static auto describe() {
      return parameters(
          row("cxcr4_enhancement", &Parameters::cxcr4_enhancement, 10, range(0, 100),
              "assumed: homing is mostly by receptor where ligand is presented",
              "gain in arrest by bound CXCR4"),
          row("cx3cr1_enhancement", &Parameters::cx3cr1_enhancement, 10, range(0, 100),
              "assumed: as CXCR4", "gain in arrest by bound CX3CR1"),
          row("cxcr4_half_saturation", &Parameters::cxcr4_half_saturation, "4 nM",
              range("0.1 nM", "100 nM"), "Crump et al. 1997; Hesselgesser et al. 1998",
              "dissociation constant of CXCL12 and CXCR4")
              .of_factor("CXCL12"),
          row("cx3cr1_half_saturation", &Parameters::cx3cr1_half_saturation, "0.7 nM",
              range("0.01 nM", "100 nM"), "Imai et al. 1997 Cell",
              "dissociation constant of CX3CL1 and CX3CR1")
              .of_factor("CX3CL1"),
          row("presentation", &Parameters::presentation, 30, range(1, 1000),
              "assumed: glycosaminoglycans concentrate chemokines on endothelium",
              "level presented by endothelium, relative to tissue"),
          row("reference_arrest", &Parameters::reference_arrest, 2.6, range(1, 21),
              "derived: mean over receptors at 65 pM CXCL12 and 60 pM CX3CL1 of an inflamed islet",
              "arrest at which the retention of the infusion holds"),
          row("first_passage", &Parameters::first_passage, "24 h", range("0 h", "240 h"),
              "Gong et al. 2014: after the passage of the lung",
              "when the first cells pass the pancreas"),
          row("last_passage", &Parameters::last_passage, "168 h", range("1 h", "1000 h"),
              "Gong et al. 2014: cells in the pancreas within 7 days",
              "when the last cells pass the pancreas"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    for (std::size_t cohort = 0; cohort < host.cohorts.rows(); ++cohort) {
      const double since = exchange.begin - host.cohorts.infused_at[cohort];
      if (since < p.first_passage || host.cohorts.passing[cohort] == 0) continue;
      const double left = std::max(p.last_passage - since, exchange.length());
      RandomStream random = exchange.random(draws[0], cohort);
      const std::int64_t passing =
          random.binomial(host.cohorts.passing[cohort], exchange.length() / left);
      host.cohorts.passing[cohort] -= passing;
      host.pools.msc_lost[0] += passing - this->admit(p, host, exchange, cohort, passing, random);
    }
  }

  /// Arrest of a cell with these receptors relative to bare endothelium [1].
  [[nodiscard]] static double arrest(const Parameters& p, bool cxcr4, bool cx3cr1, double cxcl12,
                                     double cx3cl1) {
    return 1 +
           (cxcr4
                ? p.cxcr4_enhancement * math::hill(p.presentation * cxcl12, p.cxcr4_half_saturation)
                : 0) +
           (cx3cr1 ? p.cx3cr1_enhancement *
                         math::hill(p.presentation * cx3cl1, p.cx3cr1_half_saturation)
                   : 0);
  }

 private:
  // Sends passing cells islet by islet and receptor by receptor; returns how many stayed.
  [[nodiscard]] std::int64_t admit(const Parameters& p, Host& host, Exchange& exchange,
                                   std::size_t cohort, std::int64_t passing,
                                   RandomStream& random) const {
    std::int64_t weight_left = 0;
    for (const std::int64_t weight : host.accounts.weight.values()) weight_left += weight;
    std::int64_t stayed = 0;
    for (std::size_t i = 0; i < exchange.outboxes.size(); ++i) {
      const std::int64_t weight = host.accounts.weight[i];
      const std::int64_t here =
          random.binomial(passing, static_cast<double>(weight) / static_cast<double>(weight_left));
      passing -= here;
      weight_left -= weight;
      const auto& levels = exchange.outboxes[i].at_endothelium;
      const std::int64_t with_cxcr4 = random.binomial(here, host.model().msc.cxcr4_positive);
      const std::int64_t both = random.binomial(with_cxcr4, host.model().msc.cx3cr1_positive);
      const std::int64_t only_cx3cr1 =
          random.binomial(here - with_cxcr4, host.model().msc.cx3cr1_positive);
      const std::array<std::int64_t, 4> candidates{here - with_cxcr4 - only_cx3cr1,
                                                   with_cxcr4 - both, only_cx3cr1, both};
      for (std::size_t receptors = 0; receptors < candidates.size(); ++receptors) {
        const double relative = arrest(p, receptors & 1U, receptors & 2U,
                                       levels[static_cast<std::size_t>(Factor::cxcl12)],
                                       levels[static_cast<std::size_t>(Factor::cx3cl1)]) /
                                p.reference_arrest;
        const double chance = 1 - math::pow(1 - host.cohorts.retention[cohort], relative);
        const std::int64_t staying = random.binomial(candidates[receptors], chance);
        stayed += staying;
        exchange.inboxes[i].msc[receptors] +=
            Host::transfer(staying, host.accounts.msc_remainder[4 * i + receptors], weight);
      }
    }
    return stayed;
  }
};

}  // namespace isletsim
