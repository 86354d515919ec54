// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/macrophages.hpp"
#include "agents/gains.hpp"
#include "agents/islet/nearby.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs nearby calm macrophages: what M1 cells release falls.
///
///   u' = (S − u)/τ        S = r/(r + r_half),   r = n_MSC/n_T
///
///   u      suppression by MSCs [1], read by the release of cytokines
///   n      MSCs and T cells within 40 µm [1]; MSCs times the gain msc_contact
///   r_half half_ratio [1]          τ  response_time [min]
///
/// Without T cells a single MSC counts as a high ratio. MSCs go on releasing IL-6 of their own.
struct MscM1Suppression {
  static constexpr Mechanism info{
      .key = "msc_m1_suppression",
      .group = "msc",
      .rows = {39},
      .shape = Shape::relaxation,
      .claim = "MSCs nearby lower the TNF-α, IL-1β, IL-6 and IL-12 that M1 macrophages release",
      .equation =
          "msc_suppression' = (H(n_MSC / n_T; half_ratio, 1) - msc_suppression) / "
          "response_time",
      .source = "Kim and Hematti 2009 Exp Hematol 37:1445",
      .confidence = Confidence::medium};

  struct Parameters {
    double half_ratio;
    double response_time;
    static auto describe() {
      return parameters(
          row("half_ratio", &Parameters::half_ratio, "0.1", range("0.005", "10"),
              "derived: half of T-cell suppression at 1:10 (Di Nicola et al. 2002)",
              "MSCs for each T cell within 40 um at half the effect"),
          row("response_time", &Parameters::response_time, "24 h", range("1 h", "1 week"),
              "assumed: complete in three days of co-culture (Kim and Hematti 2009)",
              "time constant of onset and recovery"));
    }
  };

  void operator()(const Parameters& p, Chunk<Macrophages> macrophages, const Nearby& nearby,
                  const Gains& gains) const {
    for (const auto i : macrophages) {
      const Site site = macrophages->site_of(i);
      const double mscs = gains.msc_contact * nearby.mesenchymal_stem_cells[site];
      const double suppression = mscs > 0 ? mscs / (mscs + p.half_ratio * nearby.t_cells[site]) : 0;
      macrophages->msc_suppression.relax(i, suppression, p.response_time);
    }
  }
};

}  // namespace isletsim
