// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/beta_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs raise PDX-1 in β cells, by HGF and by their presence.
///
///   x' = (1 + a_F H(γF; K_F) + a_n H(n; K_n) − x)/τ
///
///   x  PDX-1, fold over basal [1]     F  HGF [nM], K_F  hgf_half_saturation
///   γ  local_retention [1]            n  MSCs within 40 µm times the gain msc_contact [1]
///   K_n  msc_half_number [1]          a  greatest increases [1]       τ  response_time [min]
///
/// PDX-1 acts on survival, function and replication. Without MSCs it is basal: 1.
struct Pdx1Induction {
  static constexpr Mechanism info{
      .key = "pdx1_induction",
      .group = "msc",
      .rows = {19},
      .shape = Shape::relaxation,
      .claim = "MSCs raise PDX-1 in β cells",
      .equation =
          "pdx1' = (1 + hgf_increase H(gamma_loc HGF; hgf_half_saturation, 1) + "
          "msc_increase H(n_MSC; msc_half_number, 1) - pdx1) / response_time",
      .source = "Bassi et al. 2012 Diabetes 61:2534",
      .confidence = Confidence::low};

  struct Parameters {
    double hgf_increase;
    double hgf_half_saturation;
    double msc_increase;
    double msc_half_number;
    double response_time;
    static auto describe() {
      return parameters(
          row("hgf_increase", &Parameters::hgf_increase, "0.5", range("0", "2"),
              "assumed: Bassi et al. 2012 (Diabetes 61:2534) for the sign",
              "increase of PDX-1 at saturating HGF"),
          row("hgf_half_saturation", &Parameters::hgf_half_saturation, "60 pM",
              range("5 pM", "1 nM"), "assumed: 5 ng/ml, the order of doses in culture",
              "HGF at half its effect")
              .of_factor("HGF"),
          row("msc_increase", &Parameters::msc_increase, "0.3", range("0", "2"),
              "assumed: Bassi et al. 2012 (Diabetes 61:2534) for the sign",
              "increase of PDX-1 among many MSCs"),
          row("msc_half_number", &Parameters::msc_half_number, "2", range("0.1", "100"),
              "assumed: a few cells within reach", "MSCs within 40 um at half their effect"),
          row("response_time", &Parameters::response_time, "72 h", range("1 h", "30 day"),
              "assumed: slow remodelling of expression", "time constant of PDX-1"));
    }
  };

  void operator()(const Parameters& p, Chunk<BetaCells> beta, const Environment& environment,
                  const Nearby& nearby, const Gains& gains) const {
    for (const auto i : beta) {
      if (!beta->alive(i)) continue;
      const double mscs = gains.msc_contact * nearby.mesenchymal_stem_cells[beta->site_of(i)];
      const double induced =
          p.hgf_increase * math::hill(gains.local_retention * environment(Factor::hgf, i),
                                      p.hgf_half_saturation) +
          p.msc_increase * math::hill(mscs, p.msc_half_number);
      beta->pdx1.relax(i, 1 + induced, p.response_time);
    }
  }
};

}  // namespace isletsim
