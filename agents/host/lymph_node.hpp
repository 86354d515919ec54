// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "core/base/math.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// [parameters.lymph_node]: how T cells meet antigen-presenting cells in the pancreatic lymph node,
/// for every rule that acts there.
struct LymphNode {
  double slots;               ///< [cells]
  double scan_time;           ///< [min]
  double size;                ///< [cells]
  double half_saturation;     ///< [1]
  double antigen_half_life;   ///< [min]
  double macrophage_potency;  ///< [1]

  static auto describe() {
    return parameters(
        row("slots", &LymphNode::slots, 25, range(1, 500), "Mempel et al. 2004; Miller et al. 2004",
            "T cells that one antigen-presenting cell holds at a time"),
        row("scan_time", &LymphNode::scan_time, "3 min", range("0.1 min", "60 min"),
            "Miller et al. 2004", "duration of one contact"),
        row("size", &LymphNode::size, 1e6, range(1e4, 1e10),
            "assumed: well-mixed fit of NOD incidence",
            "lymphocytes of the lymph node in a body of 2500 islets"),
        row("half_saturation", &LymphNode::half_saturation, 1, range(0.01, 100),
            "assumed: one β-cell equivalent at median avidity and full costimulation",
            "antigen x avidity x costimulation at which half of the contacts are answered"),
        row("antigen_half_life", &LymphNode::antigen_half_life, "60 h", range("1 h", "1000 h"),
            "Linderman et al. 2010 J Immunol",
            "half-life of peptide-MHC on the antigen-presenting cell"),
        row("macrophage_potency", &LymphNode::macrophage_potency, 0.1, range(0, 1),
            "Young & Steinman 1988 Cell Immunol 111:167: dendritic cells stimulate 10 times or "
            "more "
            "as well as monocytes; Steinman & Witmer 1978 PNAS 75:5132, 10.1073/pnas.75.10.5132: "
            "at least 100 times as well as macrophages. Assumed: those that leave the islet stand "
            "close to monocytes; chosen after 0.01 had left NOD mice without disease",
            "naive T cells that a macrophage holds, relative to a dendritic cell"));
  }

  /// Contacts of one antigen-presenting cell with one T cell, in a body `scale` times the
  /// reference [1/min].
  [[nodiscard]] double contact_rate(double scale) const {
    return slots / (scan_time * size * scale);
  }
  /// What is left of antigen after `time` [min].
  [[nodiscard]] double antigen_after(double time, double antigen) const {
    return antigen * math::pow(0.5, time / antigen_half_life);
  }
};

}  // namespace isletsim
