// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#pragma once

#include "agents/islet/basement_membrane.hpp"
#include "core/engine/mechanism.hpp"
#include "core/parameters/parameter.hpp"

namespace isletsim {

/// The basement membrane around the islet is repaired.
///
///   m' = r · (1 − m)        integrity of an element [1]        r  rate [1/min]
///
/// Neglects which cells lay it down: an element comes back even when the cells around it have gone,
/// as it does in NOD islets once the infiltrate has left (Korpos et al. 2013).
struct MembraneRepair {
  static constexpr Mechanism info{
      .key = "membrane_repair",
      .group = "tissue",
      .rows = {14},
      .shape = Shape::tissue,
      .claim = "the basement membrane around the islet is repaired",
      .equation = "m' = rate (1 - m)",
      .source =
          "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633; Korpos et "
          "al. 2013 Diabetes 62:531",
      .confidence = Confidence::low};

  struct Parameters {
    double rate;
    static auto describe() {
      return parameters(
          row("rate", &Parameters::rate, "0.01 1/h", range("0 1/h", "10 1/h"),
              "Wedgwood et al. 2016 Front Physiol 7:633, doi:10.3389/fphys.2016.00633, in model "
              "units; an hour assumed",
              "repair of an element"));
    }
  };

  void operator()(const Parameters& p, BasementMembrane& membrane) const {
    membrane.repair(p.rate);
  }
};

}  // namespace isletsim
