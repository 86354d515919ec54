// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/cells/dendritic_cells.hpp"
#include "agents/islet/nearby.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// Immature dendritic cells take up antigen of the dead β cells that their processes reach.
///
///   a' = k n (1 − m) (1 − w S) (1 − a/a_max)
///
///   a  antigen, in β cells [1]         k  uptake from each dead cell in reach, in β cells [1/min]
///   n  dead β cells within 20 µm [1]          m  maturity [1]
///   S  suppression by MSCs, neutral at 0 [1]      w  msc_sensitivity [1]
///   a_max  capacity [1]
///
/// The dead cell stays: dendritic cells nibble, macrophages engulf. Spaggiari et al. 2009 (Blood
/// 113:6576) for the loss of endocytosis under MSCs.
struct AntigenUptake {
  static constexpr Mechanism info{
      .key = "antigen_uptake",
      .group = "antigen_presentation",
      .rows = {6, 27},
      .shape = Shape::relaxation,
      .claim =
          "immature dendritic cells take up antigen of the dead β cells that their processes reach",
      .equation =
          "antigen' = rate n (1 - maturity) (1 - msc_sensitivity msc_suppression) "
          "(1 - antigen / capacity)",
      .source = "Turley et al. 2003 J Exp Med 198:1527; rates assumed",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    double capacity;
    double msc_sensitivity;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, per_species("0.35 1/h", "1 1/h"), range("0 1/h", "6 1/h"),
              "assumed: as engulfment by macrophages; in NOD mice, whose macrophages engulf at a "
              "quarter, fitted to the 69 % of β cells that are left at 8 weeks of age (Sreenan et "
              "al. 1999 Diabetes 48:989)",
              "uptake from each dead cell in reach, in β cells"),
          row("capacity", &Parameters::capacity, "10", range("0.1", "1000"),
              "assumed: a dendritic cell carries the antigen of several cells",
              "greatest antigen, in β cells"),
          row("msc_sensitivity", &Parameters::msc_sensitivity, "0.5", range("0", "1"),
              "Spaggiari et al. 2009 Blood 113:6576: endocytosis falls; amount assumed",
              "greatest loss of uptake under MSCs"));
    }
  };

  void operator()(const Parameters& p, Chunk<DendriticCells> dendritic,
                  const Nearby& nearby) const {
    for (const auto i : dendritic) {
      const int dead = nearby.dead_beta[dendritic->site_of(i)];
      const double rate =
          p.rate * dead * (1 - static_cast<double>(dendritic->maturity[i])) *
          (1 - p.msc_sensitivity * static_cast<double>(dendritic->msc_suppression[i]));
      if (rate > 0) dendritic->antigen.relax(i, p.capacity, p.capacity / rate);
    }
  }
};

}  // namespace isletsim
