// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "agents/factors.hpp"

#include "agents/factor_lanes.hpp"

namespace isletsim {

namespace {

// Diffusivities of proteins: medians inferred for tumour tissue from the collagen-gel power law
// of Ramanujan 2002.
constexpr std::string_view gel = "popellab/SPQSP_PDAC, MAPLE inference log, after Ramanujan 2002";
constexpr std::array<FactorDeclaration, factor_count> declarations{{
    {Factor::cxcl12, "CXCL12", Presence::standing, "nM", 8.0, "29 um^2/s", "2 h",
     "D: popellab/SPQSP_PDAC, MAPLE inference log, after Ramanujan 2002; half-life assumed: "
     "proteolysis 8.3 "
     "h plus uptake",
     "ligand of CXCR4, from stressed β cells and stroma"},
    {Factor::cx3cl1, "CX3CL1", Presence::standing, "nM", 90.0, "10 um^2/s", "2 h",
     "assumed: D by the size of the mucin stalk, half-life as CXCL12",
     "soluble fractalkine, ligand of CX3CR1, from inflamed endothelium"},
    {Factor::cxcl10, "CXCL10", Presence::standing, "nM", 8.6, "29 um^2/s", "2 h", gel,
     "ligand of CXCR3, from β cells under IFN-γ"},
    {Factor::ccl2, "CCL2", Presence::standing, "nM", 8.6, "8 um^2/s", "2 h", gel,
     "ligand of CCR2, from stressed β cells and M1 macrophages"},
    {Factor::ifn_gamma, "IFN_gamma", Presence::attack, "nM", 34.0, "16.5 um^2/s", "2.2 h", gel,
     "from T cells that recognise antigen"},
    {Factor::tnf_alpha, "TNF_alpha", Presence::attack, "nM", 51.0, "14 um^2/s", "0.5 h",
     "assumed: D interpolated by size; half-life that of plasma, 20-30 min",
     "trimer, from M1 macrophages"},
    {Factor::il1_beta, "IL1_beta", Presence::attack, "nM", 17.0, "19 um^2/s", "2.4 h", gel,
     "from M1 macrophages"},
    {Factor::il6, "IL6", Presence::therapy, "nM", 21.0, "19 um^2/s", "1 h", gel, "from MSCs"},
    {Factor::il10, "IL10", Presence::standing, "nM", 37.0, "6 um^2/s", "2.5 h", gel,
     "from M2 macrophages"},
    {Factor::il12, "IL12", Presence::standing, "nM", 70.0, "7 um^2/s", "6 h", gel,
     "from mature dendritic cells and M1 macrophages"},
    {Factor::il17a, "IL17A", Presence::attack, "nM", 31.0, "14 um^2/s", "2 h",
     "assumed: D by size, half-life as CXCL12", "from Th17 cells"},
    {Factor::tgf_beta, "TGF_beta", Presence::standing, "nM", 25.0, "28 um^2/s", "0.5 h", gel,
     "active TGF-β1"},
    {Factor::hgf, "HGF", Presence::therapy, "nM", 83.0, "7 um^2/s", "1 h",
     "assumed: D by size; half-life between plasma and heparan-bound", "from MSCs"},
    {Factor::pge2, "PGE2", Presence::therapy, "nM", 0.352, "250 um^2/s", "10 min",
     "assumed: small molecule; loss by 15-PGDH", "prostaglandin E2, from MSCs"},
    {Factor::damp, "DAMP", Presence::standing, "1", 0.0, "10 um^2/s", "2 h",
     "assumed: protein-sized; amount counted so that one necrotic cell keeps about 1 nM within "
     "40 um",
     "danger signals of necrotic cells, in dead-cell equivalents"},
    {Factor::il6_macrophage, "IL6_macrophage", Presence::attack, "nM", 21.0, "19 um^2/s", "1 h",
     gel, "IL-6 from M1 macrophages, apart from that of MSCs: other gains, other targets"},
    {Factor::oxygen, "O2", Presence::standing, "nM", 0.032, "1770 um^2/s", "1 week",
     "Grote 1977; loss by consumption, see oxygen_consumption", "dissolved oxygen"},
    {Factor::nitric_oxide, "NO", Presence::attack, "nM", 0.030, "1710 um^2/s", "5 s", "Liu 2008",
     "nitric oxide"},
    {Factor::il2, "IL2", Presence::attack, "nM", 15.5, "13 um^2/s", "7.6 min",
     "popellab/SPQSP_PDAC: MAPLE inference log (D), pdac_qsp_priors.csv, k_IL2_deg (half-life, "
     "without uptake by T cells)",
     "from helper T cells that recognise antigen"},
    {Factor::extracellular_vesicles, "EV", Presence::therapy, "1", 0.0, "0.5 um^2/s", "6 h",
     "derived: Stokes-Einstein at 120 nm, hindered ninefold in tissue",
     "extracellular vesicles of MSCs, counted as amount"},
    {Factor::vegf, "VEGF", Presence::therapy, "nM", 42.0, "26 um^2/s", "1.66 h", "Stefanini 2011",
     "VEGF-A, from MSCs and hypoxic cells"},
}};

constexpr AssignedLanes assign_lanes() {
  AssignedLanes assigned{};
  std::size_t done = 0;
  for (const bool spread : {true, false}) {
    const std::size_t first = done;
    for (const Presence presence : {Presence::standing, Presence::attack, Presence::therapy})
      for (const FactorDeclaration& factor : declarations) {
        if (in_spread_block(factor.factor) != spread || factor.presence != presence) continue;
        assigned.lane[static_cast<std::size_t>(factor.factor)] =
            static_cast<std::uint8_t>(done - first);
        assigned.by_lane[done++] = factor.factor;
      }
  }
  return assigned;
}

}  // namespace

constinit const AssignedLanes assigned_lanes = assign_lanes();

const std::array<FactorDeclaration, factor_count>& factor_table() { return declarations; }

std::span<const Factor> factors_by_lane(bool spread) {
  const std::span<const Factor> all(assigned_lanes.by_lane);
  return spread ? all.first(spread_factor_count) : all.subspan(spread_factor_count);
}

std::vector<std::string> factor_keys() {
  std::vector<std::string> keys;
  for (const FactorDeclaration& factor : factor_table()) keys.emplace_back(factor.key);
  return keys;
}

}  // namespace isletsim
