// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include <algorithm>

#include "agents/cells/dendritic_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs hold dendritic cells in an immature state, by PGE2, by contact and by vesicles.
///
///   u' = (S − u)/τ,   τ = τ_on while u rises, τ_off while it falls
///   S  = max[H(γP; K_P), r/(r + r_half)],   r = (n_MSC + w H(E; K_E))/n_mono
///
///   u  suppression by MSCs [1]: lowers uptake, costimulation and IL-12
///   P  PGE2 [nM]              γ  local_retention [1]        K_P  pge2_half_saturation [nM]
///   n  MSCs, and macrophages with dendritic cells, within 40 µm [1]; MSCs times the gain
///   msc_contact E  extracellular vesicles [602 in 1000 µm³]             K_E
///   vesicle_half_saturation w  vesicle_potency, in MSCs [1]                         r_half
///   half_ratio [1]
///
/// Full at one MSC for ten monocytes, and gone within days of their removal (Spaggiari et al. 2009,
/// Blood 113:6576; Jiang et al. 2005). Neglects the IL-6 and M-CSF route (Nauta et al. 2006).
struct MscDendriticSuppression {
  static constexpr Mechanism info{
      .key = "msc_dendritic_suppression",
      .group = "msc",
      .rows = {26, 27, 28},
      .shape = Shape::relaxation,
      .claim = "MSCs hold dendritic cells immature: less uptake, costimulation and IL-12",
      .equation =
          "msc_suppression relaxes to max(H(gamma_loc PGE2; pge2_half_saturation, 1), "
          "H((n_MSC + vesicle_potency H(EV; vesicle_half_saturation, 1)) / n_monocytes; "
          "half_ratio, 1))",
      .source = "Spaggiari et al. 2009 Blood 113:6576; Jiang et al. 2005 Blood 105:4120",
      .confidence = Confidence::medium};

  struct Parameters {
    double pge2_half_saturation;
    double half_ratio;
    double vesicle_potency;
    double vesicle_half_saturation;
    double onset_time;
    double recovery_time;
    static auto describe() {
      return parameters(
          row("pge2_half_saturation", &Parameters::pge2_half_saturation, "10 nM",
              range("0.5 nM", "200 nM"), "assumed: affinity of EP2 and EP4, 1-100 nM",
              "PGE2 at half its effect")
              .of_factor("PGE2"),
          row("half_ratio", &Parameters::half_ratio, "0.025", range("0.001", "10"),
              "assumed: half at 1:40, complete at 1:10 (Spaggiari et al. 2009 Blood 113:6576)",
              "MSCs for each macrophage or dendritic cell within 40 um at half the effect"),
          row("vesicle_potency", &Parameters::vesicle_potency, "0.4", range("0", "1"),
              "Shigemoto-Kuroda et al. 2017 Stem Cell Reports: vesicles act; share assumed",
              "number of MSCs that a saturating level of vesicles equals"),
          row("vesicle_half_saturation", &Parameters::vesicle_half_saturation, "1.66",
              range("0.01", "1000"), "assumed: 1000 vesicles in a cell's volume of 1000 um^3",
              "vesicles at half their effect, in units of 602 per 1000 um^3"),
          row("onset_time", &Parameters::onset_time, "6 h", range("10 min", "1 week"),
              "assumed: signalling of EP2 and EP4, and gene expression", "time constant of onset"),
          row("recovery_time", &Parameters::recovery_time, "48 h", range("1 h", "1000 day"),
              "Spaggiari et al. 2009 Blood 113:6576: reversed 48 h after removal",
              "time constant of recovery"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic,
                  const Environment& environment, const Nearby& nearby, const Gains& gains) const {
    for (const auto i : dendritic) {
      const Site site = dendritic->site_of(i);
      const double by_pge2 =
          math::hill(gains.local_retention * environment(Factor::pge2, i), p.pge2_half_saturation);
      const double mscs =
          gains.msc_contact * nearby.mesenchymal_stem_cells[site] +
          p.vesicle_potency *
              math::hill(environment(Factor::extracellular_vesicles, i), p.vesicle_half_saturation);
      const double by_ratio = math::hill(mscs / std::max(nearby.monocytes[site], 1), p.half_ratio);
      const double suppression = std::max(by_pge2, by_ratio);
      const bool rises = suppression > static_cast<double>(dendritic->msc_suppression[i]);
      dendritic->msc_suppression.relax(i, suppression, rises ? p.onset_time : p.recovery_time);
    }
  }
};

}  // namespace isletsim
