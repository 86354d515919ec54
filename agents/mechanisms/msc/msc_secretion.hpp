// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/islet/deposits.hpp"
#include "agents/tgf_beta_activation.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs release TGF-β, HGF, VEGF, IL-6 and PGE2, the more the better they are licensed.
///
///   rate = q L/L₀        [molecules/min], for each factor
///
///   q  release by an unlicensed cell [molecules/cell/min]
///   L  licensing [1]       L₀ unlicensed_potency, at which q holds [1]
///
/// Fully licensed cells release 1/L₀ = 5 times as much. Of TGF-β only a share becomes active.
/// Neglects the induction of VEGF and HGF by hypoxia.
struct MscSecretion {
  static constexpr Mechanism info{
      .key = "msc_secretion",
      .group = "msc",
      .rows = {17, 21, 24, 40},
      .shape = Shape::secretion,
      .claim = "MSCs release TGF-β, HGF, VEGF, IL-6 and PGE2, licensed ones five times as much",
      .equation = "rate = q licensing / unlicensed_potency; TGF_beta times active_share",
      .source =
          "assumed: 1-10 ng/10^6 cells/24 h in culture; Spaggiari et al. 2009 Blood 113:6576 "
          "for PGE2, Kim and Hematti 2009 for IL-6",
      .confidence = Confidence::low};

  struct Parameters {
    double tgf_beta;
    double hgf;
    double vegf;
    double il6;
    double pge2;
    double unlicensed_potency;
    static auto describe() {
      const auto up_to = [](WrittenValue most) {
        return range("0 molecule/cell/h", std::move(most));
      };
      return parameters(
          row("tgf_beta", &Parameters::tgf_beta, "1e3 molecule/cell/h",
              up_to("1e4 molecule/cell/h"), "derived: 1 ng/10^6 cells/24 h (0.5-3 in culture)",
              "release of TGF-β, latent and active")
              .of_factor("TGF_beta"),
          row("hgf", &Parameters::hgf, "3e2 molecule/cell/h", up_to("1e4 molecule/cell/h"),
              "derived: 1 ng/10^6 cells/24 h", "release of HGF")
              .of_factor("HGF"),
          row("vegf", &Parameters::vegf, "6e2 molecule/cell/h", up_to("1e4 molecule/cell/h"),
              "derived: 1 ng/10^6 cells/24 h", "release of VEGF-A")
              .of_factor("VEGF"),
          row("il6", &Parameters::il6, "1.2e4 molecule/cell/h", up_to("1e5 molecule/cell/h"),
              "derived: 10 ng/10^6 cells/24 h", "release of IL-6")
              .of_factor("IL6"),
          row("pge2", &Parameters::pge2, "7e5 molecule/cell/h", up_to("1e7 molecule/cell/h"),
              "derived: 10 ng/10^6 cells/24 h", "release of PGE2")
              .of_factor("PGE2"),
          row("unlicensed_potency", &Parameters::unlicensed_potency, "0.2", range("0.05", "1"),
              "assumed: licensing raises release fivefold",
              "licensing at which the rates above hold"));
    }
  };

  void operator()(const Parameters& p, Chunk<MesenchymalStemCells> mscs,
                  const TgfBetaActivation& activation, Deposits& deposits) const {
    for (const auto i : mscs) {
      const double potency = static_cast<double>(mscs->licensing[i]) / p.unlicensed_potency;
      const Site site = mscs->site_of(i);
      deposits.secrete(Factor::tgf_beta, site, p.tgf_beta * activation.active_share * potency);
      deposits.secrete(Factor::hgf, site, p.hgf * potency);
      deposits.secrete(Factor::vegf, site, p.vegf * potency);
      deposits.secrete(Factor::il6, site, p.il6 * potency);
      deposits.secrete(Factor::pge2, site, p.pge2 * potency);
    }
  }
};

}  // namespace isletsim
