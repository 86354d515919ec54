// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <cmath>

#include "agents/host/host.hpp"
#include "core/base/math.hpp"
#include "core/base/random.hpp"

namespace isletsim {

/// Infused MSCs are held in the lung, and a small share comes past the islets within a week.
///
///   f_L · D stay in the lung, lost there with a half-life; the others pass the pancreas, where
///   each stays with probability f_P / (1 − f_L) if the endothelium presents as much as in a
///   diabetic (see msc_homing)
///
///   D = dose · body mass [cells]   f_L lung_share, intravenous only [1]   f_P pancreas_share of
///   the dose [1]
///
/// Neglects MSCs that recirculate from the lung.
struct MscInfusion {
  static constexpr Mechanism info{
      .key = "msc_infusion",
      .group = "therapy",
      .rows = {16, 30, 33},
      .shape = Shape::treatment,
      .cadence = Cadence::exchange,
      .claim =
          "Infused MSCs are held in the lung, and a small share comes past the islets within a "
          "week",
      .equation = "lung = f_L D; of the others f_P / (1 - f_L) stay in the pancreas",
      .source =
          "Eggenhofer et al. 2012 (viable cells only in the lung); against it reports of MSCs in "
          "the pancreas",
      .confidence = Confidence::low};
  /// Clearance from the lung; retention there at an infusion.
  static constexpr Draws<2> draws{info.key};

  struct Parameters {
    double lung_share;
    double lung_half_life;
    double pancreas_share_intravenous;
    double pancreas_share_arterial;
    static auto describe() {
      return parameters(
          row("lung_share", &Parameters::lung_share, 0.85, range(0, 0.95), "Eggenhofer et al. 2012",
              "share of an intravenous dose that the lung holds"),
          row("lung_half_life", &Parameters::lung_half_life, "12 h", range("1 h", "240 h"),
              "Eggenhofer et al. 2012 (gone by 24-72 h)", "half-life of MSCs in the lung"),
          row("pancreas_share_intravenous", &Parameters::pancreas_share_intravenous, 5e-3,
              range(0, 0.05),
              "assumed: between none (Eggenhofer et al. 2012) and presence (Sordi et al. 2005)",
              "share of an intravenous dose that comes alive to the pancreas of a diabetic"),
          row("pancreas_share_arterial", &Parameters::pancreas_share_arterial, 0.2, range(0, 0.5),
              "assumed: the artery bypasses the lung (MSC biodistribution review 2021)",
              "share of a dose into the pancreatic artery that stays in the pancreas"));
    }
  };

  void operator()(const Parameters& p, Host& host, Exchange& exchange) const {
    const double clearance = math::log(2.0) / p.lung_half_life;
    const std::int64_t cleared = exchange.random(draws[0]).binomial(
        host.pools.msc_in_lung[0], math::event_probability(clearance, exchange.length()));
    host.pools.msc_in_lung[0] -= cleared;
    host.pools.msc_lost[0] += cleared;
    for (std::size_t index = 0; index < host.model().treatments.size(); ++index) {
      const Treatment& treatment = host.model().treatments[index];
      if (treatment.kind != TreatmentKind::msc_infusion) continue;
      treatment.for_each_due(exchange.begin, exchange.end, [&](std::int64_t repeat) {
        this->infuse(p, treatment, host, exchange, stream_part(index, repeat));
      });
    }
  }

 private:
  void infuse(const Parameters& p, const Treatment& treatment, Host& host, Exchange& exchange,
              std::uint64_t part) const {
    const auto dose = std::llround(treatment.dose * host.model().patient.body_mass);
    const bool intravenous = treatment.route == "intravenous";
    RandomStream random = exchange.random(draws[1], part);
    const std::int64_t to_lung = intravenous ? random.binomial(dose, p.lung_share) : 0;
    const double share =
        intravenous ? p.pancreas_share_intravenous / (1 - p.lung_share) : p.pancreas_share_arterial;
    host.pools.msc_infused[0] += dose;
    host.pools.msc_in_lung[0] += to_lung;
    const std::size_t cohort = host.cohorts.rows();
    host.cohorts.resize(cohort + 1);
    host.cohorts.infused_at[cohort] = exchange.begin;
    host.cohorts.passing[cohort] = dose - to_lung;
    host.cohorts.retention[cohort] = share;
    exchange.events.push_back({exchange.begin, 0, "msc_infusion", treatment.route});
  }
};

}  // namespace isletsim
