// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/cd4_t_cells.hpp"
#include "agents/cells/cd8_t_cells.hpp"
#include "agents/cells/mesenchymal_stem_cells.hpp"
#include "agents/gains.hpp"
#include "agents/islet/contacts.hpp"
#include "agents/islet/environment.hpp"
#include "agents/islet/nearby.hpp"
#include "core/base/math.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// MSCs arrest T cells in G1: cyclin D2 falls and p27kip1 rises.
///
///   S   = 1 − 1/(1 + x)
///   x   = (γT/K_T)ⁿ + (γF/K_F)ⁿ + γP/K_P + w_I · I + w_c · [n_c + w_E · H(E; K_E)]
///   I   = H(n₄₀; 1) · H(G; K_G)
///   D2' = (1 − S − D2)/τ        p27' = (S − p27)/τ
///
///   T, F, P  TGF-β, HGF, PGE2 [nM], K their half-saturations, n cooperativity, γ local_retention
///   I    IDO [1], of MSCs within 40 µm (n₄₀) where IFN-γ G induces it: ido_weight w_I
///   n_c  MSCs in contact [1]: contact_weight w_c; n_c and n₄₀ times the gain msc_contact
///   E    extracellular vesicles [602 in 1000 µm³], worth vesicle_potency w_E MSCs
///   τ    response_time [min]
///
/// T cells live on and keep their activation markers (Glennie et al. 2005); suppression is dose
/// dependent, works across a membrane, and needs TGF-β and HGF (Di Nicola et al. 2002). Neglects
/// partial rescue by IL-2.
struct G1Arrest {
  using Cells = CellTypes<Cd8TCells, Cd4TCells>;
  static constexpr Mechanism info{
      .key = "g1_arrest",
      .group = "msc",
      .rows = {24, 26},
      .shape = Shape::relaxation,
      .claim = "MSCs arrest T cells in G1: cyclin D2 falls and p27kip1 rises",
      .equation =
          "S = 1 - 1 / (1 + x); x = (gamma_loc TGF_beta / K)^n + (gamma_loc HGF / K)^n + "
          "gamma_loc PGE2 / K + ido_weight IDO + contact_weight (n_contact + "
          "vesicle_potency H(EV)); D2' = (1 - S - D2) / tau; p27' = (S - p27) / tau",
      .source = "Di Nicola et al. 2002 Blood 99:3838; Glennie et al. 2005 Blood 105:2821",
      .confidence = Confidence::medium};

  struct Parameters {
    double tgf_beta_half_saturation;
    double hgf_half_saturation;
    double cooperativity;
    double pge2_half_saturation;
    double ido_weight;
    double ido_ifn_gamma_half_saturation;
    double contact_weight;
    double vesicle_potency;
    double vesicle_half_saturation;
    double response_time;
    static auto describe() {
      return parameters(
          row("tgf_beta_half_saturation", &Parameters::tgf_beta_half_saturation, "140 pM",
              range("10 pM", "2 nM"),
              "popellab/SPQSP_PDAC 01f8a31e, pdac_qsp_priors.csv, effector T cells",
              "TGF-β at half suppression")
              .of_factor("TGF_beta"),
          row("hgf_half_saturation", &Parameters::hgf_half_saturation, "60 pM",
              range("5 pM", "1 nM"), "assumed: 5 ng/ml, the order of doses in culture",
              "HGF at half suppression")
              .of_factor("HGF"),
          row("cooperativity", &Parameters::cooperativity, "1.1", range("0.5", "4"),
              "derived: fit of the dose curve of Di Nicola et al. 2002 Blood 99:3838",
              "exponent of TGF-β and HGF"),
          row("pge2_half_saturation", &Parameters::pge2_half_saturation, "50 nM",
              range("1 nM", "1000 nM"),
              "derived: with the gain local_retention, fit of the dose curve of Di Nicola et al. "
              "2002 Blood 99:3838",
              "PGE2 at half suppression")
              .of_factor("PGE2"),
          row("ido_weight", &Parameters::ido_weight, "0.3", range("0", "3"),
              "assumed: IDO alone suppresses by a quarter (Meisel et al. 2004 Blood 103:4619 for "
              "the sign)",
              "weight of IDO of MSCs within 40 um"),
          row("ido_ifn_gamma_half_saturation", &Parameters::ido_ifn_gamma_half_saturation, "30 pM",
              range("1 pM", "1 nM"), "assumed: as licensing of MSCs",
              "IFN-γ at half induction of IDO")
              .of_factor("IFN_gamma"),
          row("contact_weight", &Parameters::contact_weight, "1", range("0", "10"),
              "assumed: one MSC in contact halves entry into S phase",
              "weight of one MSC in contact; 0 = soluble factors only"),
          row("vesicle_potency", &Parameters::vesicle_potency, "0.4", range("0", "1"),
              "Shigemoto-Kuroda et al. 2017 Stem Cell Reports: vesicles act; share assumed",
              "number of MSCs in contact that a saturating level of vesicles equals"),
          row("vesicle_half_saturation", &Parameters::vesicle_half_saturation, "1.66",
              range("0.01", "1000"), "assumed: 1000 vesicles in a cell's volume of 1000 um^3",
              "vesicles at half their effect, in units of 602 per 1000 um^3"),
          row("response_time", &Parameters::response_time, "6 h", range("10 min", "1 week"),
              "assumed: a G1 phase", "time constant of cyclin D2 and p27kip1"));
    }
  };

  template <class P>
  void operator()(const Parameters& p, Chunk<P> t_cells, const Environment& environment,
                  const Contacts& contacts, const Nearby& nearby, const Gains& gains) const {
    const double retention = gains.local_retention;
    for (const auto i : t_cells) {
      const Site site = t_cells->site_of(i);
      const double nearby_mscs = gains.msc_contact * nearby.mesenchymal_stem_cells[site];
      const double ido = math::hill(nearby_mscs, 1) * math::hill(environment(Factor::ifn_gamma, i),
                                                                 p.ido_ifn_gamma_half_saturation);
      const double in_contact =
          gains.msc_contact * contacts.count<MesenchymalStemCells>(site) +
          p.vesicle_potency *
              math::hill(environment(Factor::extracellular_vesicles, i), p.vesicle_half_saturation);
      const double inhibition =
          math::pow(retention * environment(Factor::tgf_beta, i) / p.tgf_beta_half_saturation,
                    p.cooperativity) +
          math::pow(retention * environment(Factor::hgf, i) / p.hgf_half_saturation,
                    p.cooperativity) +
          retention * environment(Factor::pge2, i) / p.pge2_half_saturation + p.ido_weight * ido +
          p.contact_weight * in_contact;
      const double suppression = inhibition / (1 + inhibition);
      t_cells->cyclin_d2.relax(i, 1 - suppression, p.response_time);
      t_cells->p27.relax(i, suppression, p.response_time);
    }
  }
};

}  // namespace isletsim
